//! `vh route`, `vh usage`.

#[rustfmt::skip]
pub(super) const TABLE: &[(&str, &str)] = &[
    ("Choose a model by cost, speed, quality and what calls have shown", "按成本、速度、质量和实测数据选择模型"),
    ("What to do", "要执行的操作"),
    ("Choose a model; needs no key", "选择模型；不需要密钥"),
    ("Show one model of the table", "显示表中的一个模型"),
    ("Show the table of models", "显示模型表"),
    ("Show what calls have shown: latency, success, requests, tokens, cost", "显示调用实测：延迟、成功率、请求数、token、费用"),
    ("Show why a model is chosen: every figure and score, and why others are not", "说明为何选中某模型：每项数值与得分，以及其余未选中的原因"),
    ("Forget what was measured, of one model or of all", "清除某个模型或全部模型的实测数据"),
    ("What it must be able to do: chat, embedding, function_call, code_generation, multimodal", "必须具备的能力：chat、embedding、function_call、code_generation、multimodal"),
    ("What to prefer", "优先考虑什么"),
    ("How many tokens of answer it must take", "需支持的答案 token 数"),
    ("Its name in the table, or what the provider calls it", "表中的名称，或服务商的模型 ID"),
    ("Only this model", "仅此模型"),
    ("What was spent: tokens and cost per provider and model", "花费：按服务商和模型统计 token 与费用"),
    ("The last so many days, today included (UTC)", "最近多少天，含今天（UTC）"),
    ("One row for each day as well", "同时按天分行"),
    ("Let the router choose the provider and model: balanced, cost, speed or quality", "由路由器选择服务商和模型：balanced、cost、speed 或 quality"),
    ("What the routed model must be able to do; by default what the request needs", "路由模型必须具备的能力；默认由请求决定"),
];
