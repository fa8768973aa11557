//! A batch of the sandbox, as OpenAI and as Anthropic tell of it.
//! Source: openai-openapi 2.3.0 (Batch); platform.claude.com/docs/en/api/retrieving-message-batches.

use serde_json::{Value, json};

/// A batch, as it was ordered and as far as it is.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) id: String,
    /// What the order said of it, to be repeated.
    pub(super) said: Value,
    pub(super) ends: Vec<End>,
    /// What is wrong with the whole.
    pub(super) errors: Vec<Value>,
    pub(super) looks: usize,
    /// Looks until it is done.
    pub(super) needs: usize,
    pub(super) cancelled: bool,
}

/// The end of one request.
#[derive(Debug, Clone)]
pub(super) struct End {
    pub(super) custom_id: String,
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Job {
    pub(super) fn new(id: String, said: Value, ends: Vec<End>, needs: usize) -> Job {
        Job {
            id,
            said,
            ends,
            errors: Vec::new(),
            looks: 0,
            needs,
            cancelled: false,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.looks >= self.needs || !self.errors.is_empty()
    }

    /// The second half of the requests is never looked at.
    pub(super) fn cancel(&mut self) {
        self.cancelled = true;
        self.looks = self.looks.min(self.needs - 1);
        let kept = self.ends.len() / 2;
        for end in &mut self.ends[kept..] {
            end.status = 0;
        }
    }

    fn count(&self, which: impl Fn(&End) -> bool) -> usize {
        if self.is_done() {
            self.ends.iter().filter(|e| which(e)).count()
        } else {
            0
        }
    }

    pub(super) fn openai(&self) -> Value {
        let status = match (self.errors.is_empty(), self.cancelled, self.looks) {
            (false, ..) => "failed",
            (true, true, 0 | 1) => "cancelling",
            (true, true, _) => "cancelled",
            (true, false, 0) => "validating",
            (true, false, 1) => "in_progress",
            (true, false, _) => "completed",
        };
        let mut shown = json!({
            "id": self.id, "object": "batch", "endpoint": self.said["endpoint"], "errors": null,
            "input_file_id": self.said["input_file_id"], "completion_window": "24h", "status": status,
            "output_file_id": self.said["output_file_id"], "error_file_id": self.said["error_file_id"],
            "created_at": 1_790_000_000, "metadata": self.said["metadata"],
            "request_counts": {
                "total": self.ends.len(),
                "completed": self.count(|e| e.status == 200),
                "failed": self.count(|e| e.status > 200),
            },
        });
        if !self.errors.is_empty() {
            shown["errors"] = json!({"object": "list", "data": self.errors});
        }
        shown
    }

    pub(super) fn claude(&self) -> Value {
        let status = match (self.is_done(), self.cancelled) {
            (true, _) => "ended",
            (false, true) => "canceling",
            (false, false) => "in_progress",
        };
        let processing = if self.is_done() { 0 } else { self.ends.len() };
        let results = format!("https://api.anthropic.com/v1/messages/batches/{}/results", self.id);
        json!({
            "id": self.id, "type": "message_batch", "processing_status": status,
            "request_counts": {
                "processing": processing,
                "succeeded": self.count(|e| e.status == 200),
                "errored": self.count(|e| e.status > 200),
                "canceled": self.count(|e| e.status == 0),
                "expired": 0,
            },
            "created_at": "2026-11-23T00:00:00Z", "expires_at": "2026-11-24T00:00:00Z",
            "ended_at": null, "cancel_initiated_at": null, "archived_at": null,
            "results_url": if self.is_done() { json!(results) } else { Value::Null },
        })
    }

    pub(super) fn claude_results(&self) -> Vec<u8> {
        let lines = self.ends.iter().rev().map(|e| {
            let result = match e.status {
                200 => json!({"type": "succeeded", "message": e.body}),
                0 => json!({"type": "canceled"}),
                _ => json!({"type": "errored", "error": e.body}),
            };
            json!({"custom_id": e.custom_id, "result": result}).to_string() + "\n"
        });
        lines.collect::<String>().into_bytes()
    }

    pub(super) fn openai_results(&self, good: bool) -> Vec<u8> {
        let wanted = self.ends.iter().filter(|e| e.status != 0 && (e.status == 200) == good);
        let lines = wanted.rev().enumerate().map(|(i, e)| {
            let response = json!({"status_code": e.status, "request_id": format!("req_batch_{i}"), "body": e.body});
            let line = json!({
                "id": format!("batch_req_{i}"), "custom_id": e.custom_id, "response": response, "error": null,
            });
            line.to_string() + "\n"
        });
        lines.collect::<String>().into_bytes()
    }
}
