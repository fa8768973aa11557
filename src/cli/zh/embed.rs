//! `vh embed`.

#[rustfmt::skip]
pub(super) const TABLE: &[(&str, &str)] = &[
    ("Turn texts, or texts with pictures, into vectors", "把文本（或图文）转换为向量"),
    ("Texts, one vector for each; without any, the lines of --input or of standard input", "文本，每个得到一个向量；省略则读取 --input 或标准输入的每一行"),
    ("Provider", "服务商"),
    ("Embedding model", "向量模型"),
    ("Providers of the same model to go on with when the first cannot serve; may be repeated", "第一个不可用时，由提供同一模型的这些服务商继续；可重复"),
    ("A fallback may have another model, as long as there is no vector yet: vectors of two models do not compare", "在得到第一个向量之前，允许后备使用不同的模型：两个模型的向量不可比较"),
    ("Read inputs from this file, one per line: text, or JSON where it ends in .jsonl (- is standard input)", "从此文件读取输入，每行一个：文本；以 .jsonl 结尾则为 JSON（- 表示标准输入）"),
    ("Lines are JSON objects, and this field is embedded", "每行是 JSON 对象，取此字段的内容"),
    ("Embed this picture together with the text, as one vector: a file, or a URL that is passed on; may be repeated", "把图片与文本一起转换为一个向量：文件，或原样转交的 URL；可重复"),
    ("Use Ark's multimodal endpoint for texts too", "文本也使用方舟的多模态接口"),
    ("How long the vectors are to be", "向量的维数"),
    ("Scale every vector to length one", "把每个向量归一化"),
    ("Inputs per request; by default what suits the provider", "每个请求的输入数；默认按服务商选择"),
    ("Requests at once; fewer while the provider says that they come too fast", "并发请求数；服务商限流时自动减少"),
    ("Write the vectors to this file, .jsonl or .npy, and go on where it ends when it is there already", "把向量写入此文件（.jsonl 或 .npy）；文件已存在则从其末尾继续"),
    ("Hand all inputs to the provider's batch engine instead: cheaper, and done within a day", "改为交给服务商的批处理引擎：更便宜，一天内完成"),
];
