//! What a person reads, in English and Chinese, side by side. Codes, JSON keys and logs are never translated.

use std::borrow::Cow;
use std::fmt;

/// The language of everything written for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English, also where the locale is unknown.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// Reads a locale name such as `zh_CN.UTF-8`, `zh`, `en_US`; a Chinese locale in another charset is English, so that
    /// a terminal never gets bytes it cannot show.
    pub fn from_locale(name: &str) -> Lang {
        let (tag, charset) = name.split_once('.').unwrap_or((name, "UTF-8"));
        let utf8 = charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8");
        let zh = tag == "zh" || tag.starts_with("zh_") || tag.starts_with("zh-");
        if zh && utf8 { Lang::Zh } else { Lang::En }
    }
}

/// One sentence in both languages.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: Cow<'static, str>,
    /// Chinese.
    pub zh: Cow<'static, str>,
}

impl Text {
    /// A pair of fixed sentences.
    pub const fn pair(en: &'static str, zh: &'static str) -> Text {
        Text {
            en: Cow::Borrowed(en),
            zh: Cow::Borrowed(zh),
        }
    }

    /// The same words in both languages: names, numbers, another program's message.
    pub fn same(words: impl Into<String>) -> Text {
        let words = words.into();
        Text {
            en: Cow::Owned(words.clone()),
            zh: Cow::Owned(words),
        }
    }

    /// A pair of built sentences; the `text!` macro is the usual way here.
    pub fn built(en: String, zh: String) -> Text {
        Text {
            en: Cow::Owned(en),
            zh: Cow::Owned(zh),
        }
    }

    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// Two sentences, one after the other, with `joint` between them.
    pub fn join(self, joint: &str, next: Text) -> Text {
        Text::built(
            format!("{}{joint}{}", self.en, next.en),
            format!("{}{joint}{}", self.zh, next.zh),
        )
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.en, f)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Text {
        Text::same(words)
    }
}

/// Builds a [`Text`]: `text!("no profile {name}", "没有配置档 {name}")`. Both take `format!` captures.
#[macro_export]
macro_rules! text {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::text::Text::built(format!($en), format!($zh))
    };
    ($en:literal, $zh:literal, $($arg:tt)+) => {
        $crate::text::Text::built(format!($en, $($arg)+), format!($zh, $($arg)+))
    };
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_chinese_locale_outside_utf8_is_english() {
        assert_eq!(Lang::from_locale("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(Lang::from_locale("zh"), Lang::Zh);
        assert_eq!(Lang::from_locale("zh_CN.GBK"), Lang::En);
        assert_eq!(Lang::from_locale("C"), Lang::En);
        assert_eq!(Lang::from_locale("zhuang"), Lang::En);
    }
}
