//! `vh batch`.

#[rustfmt::skip]
pub(super) const TABLE: &[(&str, &str)] = &[
    ("Hand many requests to a provider's batch engine: half the price, done within a day", "把大量请求交给服务商的批处理引擎：半价，一天内完成"),
    ("Hand requests to a provider's batch engine; the same requests are never handed over twice", "把请求交给服务商的批处理引擎；相同的请求不会重复提交"),
    ("Ask the provider how far it is", "查询服务商的处理进度"),
    ("Wait until a batch has ended; a batch that a crash left half-sent goes on, and Ark's are worked through", "等待批处理结束；崩溃时未发完的会继续发送，方舟的批处理在此执行"),
    ("Print the answers, in the order of the requests", "按请求的顺序打印结果"),
    ("Ask the provider to stop; what was answered can be fetched", "请求服务商停止；已完成的结果仍可取回"),
    ("List the batches, the latest first", "列出批处理，最近的在前"),
    ("Forget batches and their answers", "删除批处理及其结果"),
    ("The requests, one per line: text, or JSON where it ends in .jsonl (- is standard input)", "请求，每行一个：文本；以 .jsonl 结尾则为 JSON（- 表示标准输入）"),
    ("Model of the requests that name none", "未指定模型的请求所用的模型"),
    ("What is wanted: answers, or vectors", "需要什么：回答，或向量"),
    ("Its name here; made up without", "本地名称；省略则自动生成"),
    ("Lines are JSON objects, and this field is the question or the text", "每行是 JSON 对象，取此字段作为问题或文本"),
    ("Hand the same requests over once more", "再次提交相同的请求"),
    ("The batch's name", "批处理的名称"),
    ("The batch's name; without it all that have not ended", "批处理的名称；省略则为所有未结束的"),
    ("Ask so often", "查询的间隔"),
    ("Calls that are held open at once, of Ark", "方舟：同时保持的调用数"),
    ("Write the answers to this new file: .jsonl, or for vectors .npy", "把结果写入这个新文件：.jsonl，向量也可用 .npy"),
    ("Only the requests that failed", "只显示失败的请求"),
    ("Print the bodies of the answers as the provider sent them", "原样打印服务商返回的响应体"),
    ("Hand the questions of this file, one per line, to the provider's batch engine: cheaper, and done within a day (- is standard input)", "把此文件中的问题（每行一个）交给服务商的批处理引擎：更便宜，一天内完成（- 表示标准输入）"),
];
