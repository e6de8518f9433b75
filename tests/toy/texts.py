"""What is said about toys."""

from handlers.texts import Said

TEXTS = {
    "menu_toy": Said("看一个玩具", ""),
    "toy_shown": Said("给您一个玩具：{name}", ""),
    "toy_taken": Said("玩具归您了", ""),
}
