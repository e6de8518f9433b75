"""What is said about forms and tables."""

from handlers.texts import Said

TEXTS = {
    "leads_only": Said(
        "🔒 没有受理：成批报数由牵头单位核实人进行，名册上您没有这种身份。没有任何改动。要开通请联系局办公室更新名册。"
    ),
    "no_form": Said("现在没有可以成批报的指标，没有任何改动。事项请发 /highlight。"),
    "import_changed": Said("⚠️ 没有受理：核对之后情况有变，一项都没有上报，没有任何改动。请看详细消息，改好后重发。"),
    "import_done": Said("✅ 已收到 {count} 项，详见消息。"),
    "import_empty": Said("⚠️ 没有受理：表里没有填任何数值。没有任何改动。请填好后重新发送。"),
    "import_state": Said("⚠️ 没有受理：成批报数不能写状态“{state}”，请留空；不涉及的请在核实卡上办理。没有任何改动。"),
    "import_event": Said("⚠️ 没有受理：事项请在 event 列写明标题。没有任何改动。"),
    "import_note": Said("⚠️ 没有受理：未通过的必达项还不能成批登记，请留空 note。没有任何改动。"),
    "import_veto": Said("⚠️ 没有受理：一票否决不能随表登记，请由局领导在聊天里作出、另一人会签。没有任何改动。"),
    "menu_form": Said("填报表，填好发回"),
}
