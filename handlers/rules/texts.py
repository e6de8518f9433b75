"""What is said about the rulebook."""

from handlers.texts import Said

TEXTS = {
    "menu_rules": Said("竞赛规则"),
}
