//! `vh image`, `vh speak`, `vh transcribe`, `vh talk`.

pub(super) const TABLE: &[(&str, &str)] = &[
    ("Make pictures from text", "由文本生成图片"),
    (
        "Speak a text: into a file, a pipe or the loudspeaker",
        "朗读文本：写入文件、管道或直接播放",
    ),
    ("Write down what is said in a recording", "把录音转写成文字"),
    (
        "Talk with a model by voice: record, transcribe, answer, speak",
        "与模型语音对话：录音、转写、回答、朗读",
    ),
    (
        "What is to be seen; several words are joined. Without it standard input is read",
        "画面描述；多个词会连在一起。省略则读取标准输入",
    ),
    ("Provider", "服务商"),
    ("Model", "模型"),
    (
        "Size, in the provider's own words: 1024x1024, 2K",
        "尺寸，按服务商的写法：1024x1024、2K",
    ),
    (
        "Quality, where offered: low, medium, high",
        "质量（若支持）：low、medium、high",
    ),
    (
        "Format of the file, where offered: png, jpeg, webp",
        "文件格式（若支持）：png、jpeg、webp",
    ),
    ("How many pictures", "图片数量"),
    (
        "File to write, or - for standard output; several are numbered. Without it: image.png, or the next free name",
        "写入的文件，- 表示标准输出；多张会编号。省略则为 image.png 或下一个可用的名称",
    ),
    (
        "The text; several words are joined; - is standard input, which is also read without it",
        "文本；多个词会连在一起；- 表示标准输入，省略时也读取标准输入",
    ),
    ("Voice", "音色"),
    (
        "Format of the audio: mp3, opus, aac, flac, wav, pcm, where offered",
        "音频格式：mp3、opus、aac、flac、wav、pcm（若支持）",
    ),
    ("How fast: 1 is as usual", "语速：1 为正常"),
    ("File to write, or - for standard output", "写入的文件，- 表示标准输出"),
    ("Play it", "播放"),
    ("The recording, or - for standard input", "录音文件，- 表示标准输入"),
    ("Language that is spoken, such as zh or en", "所说的语言，如 zh 或 en"),
    ("Names and words that occur in it", "其中出现的名称和词语"),
    ("Form of the transcript", "转写结果的形式"),
    (
        "A recording instead of the microphone, or - for standard input; one question then",
        "用录音文件代替麦克风，- 表示标准输入；此时只问一次",
    ),
    ("Only show the answer, do not speak it", "只显示答案，不朗读"),
    (
        "Write the spoken answer into this file instead of playing it",
        "把朗读的答案写入此文件而不播放",
    ),
    (
        "Who answers: a provider, or a list that is tried in order",
        "由谁回答：服务商，或按顺序尝试的列表",
    ),
    ("Model that answers", "回答所用的模型"),
    ("Provider that listens", "负责识别的服务商"),
    ("Provider that speaks", "负责朗读的服务商"),
    (
        "Format of the spoken answer: mp3, opus, aac, wav, pcm, where offered",
        "朗读的音频格式：mp3、opus、aac、wav、pcm（若支持）",
    ),
    ("Microphone, as the recorder names it", "麦克风（录音程序中的名称）"),
    ("Stop recording after this long", "录音的最长时间"),
];
