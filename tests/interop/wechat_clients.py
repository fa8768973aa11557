"""wechatpayv3 and wechatpy against the sandbox, and their judgement of what `vh pay trigger` signs. Run below `vh sandbox --`."""
import inspect
import json
import os
import subprocess
import tempfile
import textwrap

import wechatpayv3.core as core
from wechatpayv3 import WeChatPay as V3
from wechatpayv3 import WeChatPayType
from wechatpy.pay import WeChatPay as V2

env = {k[len("SANDBOX_WECHATPAY_"):]: v for k, v in os.environ.items() if k.startswith("SANDBOX_WECHATPAY_")}
vh = os.environ["VH"]

# Version 3, with WeChat's public key: requests signed by it, answers verified by it.
v3 = V3(
    wechatpay_type=WeChatPayType.NATIVE, mchid=env["MCHID"], private_key=env["PRIVATE_KEY"], cert_serial_no=env["SERIAL"],
    apiv3_key=env["APIV3_KEY"], appid=env["APPID"], notify_url="https://example.com/n",
    public_key=env["PUBLIC_KEY"], public_key_id=env["PUBLIC_KEY_ID"],
)
v3._core._gate_way = env["URL"]
code, body = v3.pay(description="互通", out_trade_no="interop-v3-1", amount={"total": 100, "currency": "CNY"})
assert code == 200 and json.loads(body)["code_url"].startswith("weixin://"), (code, body)
code, body = v3.query(out_trade_no="interop-v3-1")
assert code == 200 and json.loads(body)["trade_state"] == "NOTPAY", (code, body)
code, body = v3.close(out_trade_no="interop-v3-1")
assert code == 204, (code, body)
code, body = v3.query(out_trade_no="interop-none")
assert code == 404, (code, body)
print("wechatpayv3 orders ok")

# Without a public key it fetches the certificates and verifies by them.
with tempfile.TemporaryDirectory() as certs:
    # It downloads while it is made, so its address is changed in its text.
    original = core.Core.__init__
    source = textwrap.dedent(inspect.getsource(original)).replace("https://api.mch.weixin.qq.com", env["URL"])
    scope = core.__dict__.copy()
    exec(source, scope)
    core.Core.__init__ = scope["__init__"]
    by_certificates = V3(
        wechatpay_type=WeChatPayType.NATIVE, mchid=env["MCHID"], private_key=env["PRIVATE_KEY"], cert_serial_no=env["SERIAL"],
        apiv3_key=env["APIV3_KEY"], appid=env["APPID"], notify_url="https://example.com/n", cert_dir=certs,
    )
    core.Core.__init__ = original
    code, body = by_certificates.query(out_trade_no="interop-v3-1")
    assert os.listdir(certs), "the certificates were downloaded"
print("wechatpayv3 certificates ok")

# Version 2: XML and MD5, answers verified by wechatpy.
V2.API_BASE_URL = env["URL"] + "/"
v2 = V2(appid=env["APPID"], api_key=env["API_KEY"], mch_id=env["MCHID"])
placed = v2.order.create(
    trade_type="NATIVE", body="互通", total_fee=100, notify_url="https://example.com/n", out_trade_no="interop-v2-1",
    product_id="1", client_ip="127.0.0.1")
assert placed["code_url"].startswith("weixin://"), placed
assert v2.order.query(out_trade_no="interop-v2-1")["trade_state"] == "NOTPAY"
v2.order.close("interop-v2-1")
print("wechatpy orders ok")

# What vh signs, judged by wechatpy.
raw = subprocess.run([vh, "pay", "trigger", "payment", "--print", "--api", "v2", "--amount", "1.00"],
                     check=True, capture_output=True).stdout
body = raw.split(b"\r\n\r\n", 1)[1]
parsed = v2.parse_payment_result(body)
assert parsed["total_fee"] == 100, parsed
try:
    v2.parse_payment_result(body.replace(b">100<", b">101<"))
    raise SystemExit("a changed notification was taken")
except Exception as refused:
    assert "ignature" in type(refused).__name__, refused
print("wechatpy notification ok")

# What vh sends, judged by the sandbox and read back by both.
subprocess.run([vh, "pay", "order", "--kind", "native", "--amount", "1.00", "--body", "x", "--out-trade-no", "interop-vh-1"],
               check=True, capture_output=True)
code, body = v3.query(out_trade_no="interop-vh-1")
assert json.loads(body)["amount"]["total"] == 100, body
assert v2.order.query(out_trade_no="interop-vh-1")["total_fee"] == "100"
print("both see what vh ordered")
