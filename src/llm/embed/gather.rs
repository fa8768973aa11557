//! Inputs gathered into requests: by number, by tokens and by bytes, whichever limit comes first. Pure.
//! Source: openai-openapi 2.3.0; www.volcengine.com/docs/82379/1302003; help.aliyun.com/zh/model-studio/embedding;
//! `reference/llm.md` §3.

use super::Input;
use crate::error::Error;

/// Bad inputs that one request carries along at most: they cost memory too.
const MOST_BAD: usize = 4096;

/// How much one request takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Inputs, at most.
    pub items: usize,
    /// Inputs when nobody says how many.
    pub usual: usize,
    /// Tokens of all inputs together.
    pub tokens: usize,
    /// Bytes of one input.
    pub item_bytes: usize,
}

impl Limits {
    /// Of a kind of provider; what a vendor does not tell is what OpenAI takes.
    pub fn of_kind(kind: &str) -> Limits {
        let openai = Limits {
            items: 2048,
            usual: 256,
            tokens: 300_000,
            item_bytes: usize::MAX,
        };
        let few = |items| Limits {
            items,
            usual: items,
            ..openai
        };
        match kind {
            // It advises four texts or 4096 tokens; it takes more.
            "ark" => Limits {
                items: 256,
                usual: 4,
                tokens: 4096,
                item_bytes: 100_000,
            },
            "dashscope" => few(10),
            "siliconflow" => few(32),
            "zhipu" => few(64),
            _ => openai,
        }
    }

    /// Of an endpoint that makes one vector at a time.
    pub fn one_by_one() -> Limits {
        Limits {
            items: 1,
            usual: 1,
            tokens: usize::MAX,
            item_bytes: usize::MAX,
        }
    }
}

/// About how many tokens a text has; rather too many than too few, because no vendor's tokenizer is here.
pub fn estimate_tokens(input: &Input) -> usize {
    let of_text = |text: &str| {
        let ascii = text.bytes().filter(u8::is_ascii).count();
        let others = text.chars().filter(|c| !c.is_ascii()).count();
        ascii / 3 + others + others / 4 + 1
    };
    match input {
        Input::Text(text) => of_text(text),
        Input::Parts(parts) => parts.iter().filter_map(|p| p["text"].as_str()).map(of_text).sum(),
    }
}

/// What is being gathered for the next request: inputs, and what belongs to each.
#[derive(Debug)]
pub struct Gather<M> {
    items: usize,
    most_tokens: usize,
    tokens: usize,
    held: Batch<M>,
}

/// The inputs of one request, and what belongs to each.
#[derive(Debug)]
pub struct Batch<M> {
    /// The inputs to send.
    pub inputs: Vec<Input>,
    /// One for each of them, and for those between them that are not sent.
    pub slots: Vec<Slot<M>>,
}

/// The place of an input.
#[derive(Debug)]
pub struct Slot<M> {
    /// What the caller knows it by.
    pub mark: M,
    /// Why it is not sent.
    pub bad: Option<Error>,
}

impl<M> Default for Batch<M> {
    fn default() -> Batch<M> {
        Batch {
            inputs: Vec::new(),
            slots: Vec::new(),
        }
    }
}

impl<M> Gather<M> {
    /// Requests of at most `items` inputs and `tokens` tokens.
    pub fn new(items: usize, tokens: usize) -> Gather<M> {
        Gather {
            items: items.max(1),
            most_tokens: tokens,
            tokens: 0,
            held: Batch::default(),
        }
    }

    /// Smaller requests from now on.
    pub fn shrink(&mut self, items: usize) {
        self.items = self.items.min(items).max(1);
    }

    /// Adds an input; the request that it does not fit into any more comes out.
    pub fn push(&mut self, input: Input, mark: M) -> Option<Batch<M>> {
        let tokens = estimate_tokens(&input);
        let full = !self.held.inputs.is_empty()
            && (self.held.inputs.len() >= self.items || self.tokens.saturating_add(tokens) > self.most_tokens);
        let out = full.then(|| self.take());
        self.tokens = self.tokens.saturating_add(tokens);
        self.held.inputs.push(input);
        self.held.slots.push(Slot { mark, bad: None });
        out
    }

    /// Keeps the place of an input that is not sent.
    pub fn push_bad(&mut self, mark: M, error: Error) -> Option<Batch<M>> {
        self.held.slots.push(Slot { mark, bad: Some(error) });
        (self.held.slots.len() >= MOST_BAD).then(|| self.take())
    }

    /// What is gathered so far.
    pub fn take(&mut self) -> Batch<M> {
        self.tokens = 0;
        std::mem::take(&mut self.held)
    }

    /// Whether nothing is gathered.
    pub fn is_empty(&self) -> bool {
        self.held.slots.is_empty()
    }

    /// Whether the next input certainly does not fit.
    pub fn is_full(&self) -> bool {
        self.held.inputs.len() >= self.items || self.tokens >= self.most_tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(texts: &[&str], items: usize, tokens: usize) -> Vec<usize> {
        let mut gather = Gather::new(items, tokens);
        let mut out = Vec::new();
        for (i, text) in texts.iter().enumerate() {
            out.extend(gather.push(Input::Text((*text).to_owned()), i).map(|b| b.inputs.len()));
        }
        if !gather.is_empty() {
            out.push(gather.take().slots.len());
        }
        out
    }

    #[test]
    fn requests_end_at_the_first_limit_that_is_met() {
        assert_eq!(sizes(&["a"; 7], 3, 1000), [3, 3, 1]);
        // 30 letters are 11 tokens: two fit into 25.
        let text = "x".repeat(30);
        assert_eq!(sizes(&[text.as_str(); 5], 100, 25), [2, 2, 1]);
        // One that is too large goes alone: the provider knows better than an estimate.
        let long = "x".repeat(300);
        assert_eq!(sizes(&["a", &long, "b"], 100, 25), [1, 1, 1]);
        assert_eq!(sizes(&[], 3, 10), [0; 0]);
    }

    #[test]
    fn the_estimate_is_rather_too_high() {
        // OpenAI's cl100k_base: 7 and 10 tokens.
        let count = |t: &str| estimate_tokens(&Input::Text(t.to_owned()));
        assert!(count("The quick brown fox jumps.") >= 7);
        assert!(count("今天天气很好，我们去公园") >= 10);
        assert_eq!(Limits::of_kind("ark").usual, 4);
        assert_eq!(Limits::of_kind("openai").items, 2048);
    }
}
