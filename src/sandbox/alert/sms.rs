//! Short messages of Aliyun, Tencent Cloud and Volcengine: signatures recomputed from the documents, templates and numbers looked
//! at, results per number. A number that ends in 0000 is refused, one in 9999 is sent too often.
//! Source: the vendors' pages on signatures and SendSms; `reference/alert.md` 3.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::Entry;
use super::super::server::{Answer, Protocol};
use super::query;

/// Whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    /// Aliyun.
    Aliyun,
    /// Tencent Cloud.
    Tencent,
    /// Volcengine.
    Volcengine,
}

/// The one template that is approved.
pub const TEMPLATE: &str = "SMS_SANDBOX";
/// The one signature that is approved.
pub const SIGN: &str = "沙箱";
/// The one application, or message group.
pub const APP: &str = "1400000000";

/// One vendor's server.
pub struct Sms {
    vendor: Vendor,
    pub(super) id: String,
    pub(super) secret: String,
}

/// What is wrong with a request: the vendor's code, and words.
pub(super) type Problem = (&'static str, String);

impl Sms {
    /// With this secret key.
    pub fn new(vendor: Vendor, secret: String) -> Sms {
        let id = match vendor {
            Vendor::Aliyun => "LTAIsandbox",
            Vendor::Tencent => "AKIDsandbox",
            Vendor::Volcengine => "AKLTsandbox",
        };
        Sms {
            vendor,
            id: super::new_key(id),
            secret,
        }
    }

    fn aliyun(&self, request: &Entry) -> Answer {
        let mut params: BTreeMap<String, String> = query(&request.path).into_iter().collect();
        let form = format!("?{}", String::from_utf8_lossy(&request.body));
        if request
            .header("content-type")
            .is_some_and(|c| c.starts_with("application/x-www-form-urlencoded"))
        {
            params.extend(query(&form.replace('+', "%20")));
        }
        let refuse = |status: u16, (code, words): Problem| {
            let body = json!({"Code": code, "Message": words, "RequestId": "SANDBOX-REQUEST"});
            Answer::json(status, &body).problem(code)
        };
        let checked = if params.contains_key("Signature") {
            self.rpc(request, &params)
        } else {
            self.acs3(request)
        };
        if let Err(problem) = checked {
            return refuse(
                if problem.0.starts_with("InvalidAccessKey") {
                    404
                } else {
                    400
                },
                problem,
            );
        }
        let get = |key: &str| params.get(key).map_or("", String::as_str);
        let action = request.header("x-acs-action").unwrap_or(get("Action"));
        match action {
            "SendSms" => {}
            "QuerySendDetails" => {
                let body = json!({"Code": "OK", "Message": "OK", "RequestId": "SANDBOX-REQUEST", "TotalCount": 0,
                    "SmsSendDetailDTOs": {"SmsSendDetailDTO": []}});
                return Answer::json(200, &body);
            }
            other => {
                return refuse(
                    404,
                    ("InvalidAction.NotFound", format!("Specified api {other} is not found")),
                );
            }
        }
        if get("SignName") != SIGN {
            return refuse(200, ("isv.SMS_SIGNATURE_ILLEGAL", "短信签名不合法".into()));
        }
        if get("TemplateCode") != TEMPLATE {
            return refuse(200, ("isv.SMS_TEMPLATE_ILLEGAL", "短信模版不合法".into()));
        }
        let values = serde_json::from_str::<Value>(get("TemplateParam"));
        if !get("TemplateParam").is_empty() && !values.is_ok_and(|v| v.is_object()) {
            return refuse(200, ("isv.INVALID_JSON_PARAM", "JSON参数不合法".into()));
        }
        let numbers: Vec<&str> = get("PhoneNumbers").split(',').collect();
        if numbers
            .iter()
            .any(|n| n.is_empty() || !n.bytes().all(|b| b.is_ascii_digit()) || n.ends_with("0000"))
        {
            return refuse(200, ("isv.MOBILE_NUMBER_ILLEGAL", "非法手机号".into()));
        }
        if numbers.iter().any(|n| n.ends_with("9999")) {
            return refuse(200, ("isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1".into()));
        }
        let body =
            json!({"Code": "OK", "Message": "OK", "BizId": "900000000000000000^0", "RequestId": "SANDBOX-REQUEST"});
        Answer::json(200, &body)
    }

    fn tencent(&self, request: &Entry) -> Answer {
        let refuse = |(code, words): Problem| {
            let body = json!({"Response": {"Error": {"Code": code, "Message": words}, "RequestId": "sandbox-request"}});
            Answer::json(200, &body).problem(code)
        };
        if let Err(problem) = self.tc3(request) {
            return refuse(problem);
        }
        if request.header("x-tc-version") != Some("2021-01-11") {
            return refuse(("NoSuchVersion", "version".into()));
        }
        if request.header("x-tc-region").is_none_or(|r| !r.starts_with("ap-")) {
            return refuse(("UnsupportedRegion", "region".into()));
        }
        match request.header("x-tc-action") {
            Some("SendSms") => {}
            Some("PullSmsSendStatusByPhoneNumber") => {
                let body = json!({"Response": {"PullSmsSendStatusSet": [], "RequestId": "sandbox-request"}});
                return Answer::json(200, &body);
            }
            _ => return refuse(("InvalidAction", "action".into())),
        }
        let body = request.json();
        let numbers: Vec<&str> = body["PhoneNumberSet"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if numbers.is_empty() {
            return refuse(("MissingParameter.EmptyPhoneNumberSet", "传入的号码列表为空".into()));
        }
        let status = |number: &&str| {
            let code = if !number.starts_with('+') || number.ends_with("0000") {
                "InvalidParameterValue.IncorrectPhoneNumber"
            } else if number.ends_with("9999") {
                "LimitExceeded.PhoneNumberThirtySecondLimit"
            } else if body["SmsSdkAppId"] != APP {
                "UnauthorizedOperation.SmsSdkAppIdVerifyFail"
            } else if body["SignName"] != SIGN {
                "FailedOperation.SignatureIncorrectOrUnapproved"
            } else if body["TemplateId"] != TEMPLATE {
                "FailedOperation.TemplateIncorrectOrUnapproved"
            } else {
                "Ok"
            };
            let serial = if code == "Ok" { "2640:0000001" } else { "" };
            json!({"SerialNo": serial, "PhoneNumber": number, "Fee": i32::from(code == "Ok"), "SessionContext": "",
                "Code": code, "Message": if code == "Ok" { "send success" } else { code }, "IsoCode": "CN"})
        };
        let set: Vec<Value> = numbers.iter().map(status).collect();
        Answer::json(
            200,
            &json!({"Response": {"SendStatusSet": set, "RequestId": "sandbox-request"}}),
        )
    }

    fn volcengine(&self, request: &Entry) -> Answer {
        let refuse = |status: u16, (code, words): Problem| {
            let body = json!({"ResponseMetadata": {"RequestId": "sandbox-request", "Action": "SendSms",
                "Version": "2020-01-01", "Service": "volcSMS", "Region": "cn-north-1",
                "Error": {"Code": code, "Message": words}}});
            Answer::json(status, &body).problem(code)
        };
        if let Err(problem) = self.volc_signature(request) {
            return refuse(401, problem);
        }
        let query = query(&request.path);
        let get = |key: &str| query.iter().find(|(k, _)| k == key).map_or("", |(_, v)| v.as_str());
        match (get("Action"), get("Version")) {
            ("SendSms", "2020-01-01") => {}
            ("GetSmsSendDetails", "2021-01-11") => {
                let body =
                    json!({"ResponseMetadata": {"RequestId": "sandbox-request"}, "Result": {"total": 0, "list": []}});
                return Answer::json(200, &body);
            }
            _ => return refuse(404, ("InvalidActionOrVersion", "Could not find operation".into())),
        }
        let body = request.json();
        let numbers: Vec<&str> = body["PhoneNumbers"].as_str().unwrap_or("").split(',').collect();
        let problem = if body["SmsAccount"] != APP {
            Some("RE:0003")
        } else if body["Sign"] != SIGN {
            Some("RE:0004")
        } else if body["TemplateID"] != TEMPLATE {
            Some("RE:0005")
        } else if numbers.iter().any(|n| n.is_empty() || n.ends_with("0000")) {
            Some("RE:0006")
        } else if numbers.iter().any(|n| n.ends_with("9999")) {
            Some("RE:0013")
        } else if !body["TemplateParam"]
            .as_str()
            .is_some_and(|p| serde_json::from_str::<Value>(p).is_ok())
        {
            Some("RE:0009")
        } else {
            None
        };
        if let Some(code) = problem {
            return refuse(200, (code, format!("sandbox {code}")));
        }
        let ids: Vec<String> = (0..numbers.len()).map(|i| format!("sandbox-message-{i}")).collect();
        Answer::json(
            200,
            &json!({"ResponseMetadata": {"RequestId": "sandbox-request"}, "Result": {"MessageID": ids}}),
        )
    }
}

impl Protocol for Sms {
    fn name(&self) -> &'static str {
        match self.vendor {
            Vendor::Aliyun => "sms-aliyun",
            Vendor::Tencent => "sms-tencent",
            Vendor::Volcengine => "sms-volcengine",
        }
    }

    fn key(&self) -> &str {
        &self.secret
    }

    fn key_name(&self) -> String {
        format!("alert.{}.access_key_secret", self.name())
    }

    fn also(&self) -> Vec<(&'static str, String)> {
        vec![("access_key_id", self.id.clone())]
    }

    fn request_id_header(&self) -> &'static str {
        "x-request-id"
    }

    fn answer(&self, request: &Entry, _text: Option<&str>) -> Answer {
        match self.vendor {
            Vendor::Aliyun => self.aliyun(request),
            Vendor::Tencent => self.tencent(request),
            Vendor::Volcengine => self.volcengine(request),
        }
    }

    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        let code = code.unwrap_or("InternalError");
        let body = match self.vendor {
            Vendor::Aliyun => json!({"Code": code, "Message": message, "RequestId": "SANDBOX-REQUEST"}),
            Vendor::Tencent => {
                json!({"Response": {"Error": {"Code": code, "Message": message}, "RequestId": "sandbox-request"}})
            }
            Vendor::Volcengine => {
                json!({"ResponseMetadata": {"RequestId": "sandbox-request", "Error": {"Code": code, "Message": message}}})
            }
        };
        Answer::json(status, &body).problem(message)
    }
}
