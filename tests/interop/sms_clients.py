"""The vendors' own clients of short messages against the sandbox, whose addresses and keys stand in the environment."""

import json
import os
from urllib.parse import urlsplit


def env(vendor):
    return tuple(os.environ[f"SMS_{vendor}_{part}"] for part in ("URL", "ID", "KEY"))


def aliyun():
    from alibabacloud_dysmsapi20170525.client import Client
    from alibabacloud_dysmsapi20170525.models import SendSmsRequest
    from alibabacloud_tea_openapi.models import Config

    url, key_id, key = env("ALIYUN")
    for algorithm in (None, "v2"):
        config = Config(access_key_id=key_id, access_key_secret=key, endpoint=urlsplit(url).netloc, protocol="HTTP")
        if algorithm:
            config.signature_algorithm = algorithm
        request = SendSmsRequest(
            phone_numbers="13900000001,13900000002",
            sign_name="沙箱",
            template_code="SMS_SANDBOX",
            template_param=json.dumps({"title": "disk 95% & +~*'()"}, ensure_ascii=False),
        )
        answer = Client(config).send_sms(request).body
        assert answer.code == "OK", answer
        config.access_key_secret = key + "x"
        try:
            refused = Client(config).send_sms(request).body.code
        except Exception as e:  # the client raises for 4xx
            refused = getattr(e, "code", str(e))
        assert "SignatureDoesNotMatch" in refused, refused
        print("aliyun", algorithm or "acs3", "ok")


def tencent():
    from tencentcloud.common import credential
    from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
    from tencentcloud.common.profile.client_profile import ClientProfile
    from tencentcloud.common.profile.http_profile import HttpProfile
    from tencentcloud.sms.v20210111 import models, sms_client

    url, key_id, key = env("TENCENT")
    profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=urlsplit(url).netloc))
    request = models.SendSmsRequest()
    request.PhoneNumberSet = ["+8613900000001", "+8613900000000"]
    request.SmsSdkAppId = "1400000000"
    request.SignName = "沙箱"
    request.TemplateId = "SMS_SANDBOX"
    request.TemplateParamSet = ["磁盘"]
    client = sms_client.SmsClient(credential.Credential(key_id, key), "ap-guangzhou", profile)
    codes = [s.Code for s in client.SendSms(request).SendStatusSet]
    assert codes == ["Ok", "InvalidParameterValue.IncorrectPhoneNumber"], codes
    try:
        sms_client.SmsClient(credential.Credential(key_id, key + "x"), "ap-guangzhou", profile).SendSms(request)
        raise SystemExit("a wrong key was taken")
    except TencentCloudSDKException as e:
        assert e.code == "AuthFailure.SignatureFailure", e
    print("tencent ok")


def volcengine():
    from volcengine.sms.SmsService import SmsService

    url, key_id, key = env("VOLCENGINE")
    service = SmsService()
    service.set_scheme("http")
    service.set_host(urlsplit(url).netloc)
    service.set_ak(key_id)
    service.set_sk(key)
    body = {
        "SmsAccount": "1400000000",
        "Sign": "沙箱",
        "TemplateID": "SMS_SANDBOX",
        "TemplateParam": json.dumps({"title": "磁盘"}),
        "PhoneNumbers": "13900000001,13900000002",
    }
    answer = service.send_sms(json.dumps(body))
    answer = json.loads(answer) if isinstance(answer, (str, bytes)) else answer
    assert len(answer["Result"]["MessageID"]) == 2, answer
    service.set_sk(key + "x")
    try:
        refused = str(service.send_sms(json.dumps(body)))
    except Exception as e:
        refused = str(e)
    assert "SignatureDoesNotMatch" in refused, refused
    print("volcengine ok")


aliyun()
tencent()
volcengine()
