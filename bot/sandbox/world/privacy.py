"""Which messages of a group reach the bot: Telegram's privacy mode."""

from bot.sandbox.world.messages import Message
from bot.sandbox.world.people import Person


def bot_sees(message: Message, bot: Person, *, privacy: bool) -> bool:
    """Tell whether Telegram would deliver a message to the bot.

    With privacy mode on and the bot no administrator: commands for it or for nobody in particular, what was sent
    through it, replies to its own messages and to those meant for it, and service messages. Mentions are not enough.
    """
    room = message.room
    if room.private:
        return True
    if room.bot not in ("member", "administrator"):
        return False
    if room.kind == "channel" or not privacy or room.bot == "administrator" or message.service:
        return True
    return meant_for(message, bot) or _answers(message, bot)


def meant_for(message: Message, bot: Person) -> bool:
    """Tell whether a message is a command for the bot or came through it."""
    if message.extra.get("via_bot", {}).get("id") == bot.id:
        return True
    first = next(iter(message.now.entities), None)
    if first is None or first["type"] != "bot_command" or first["offset"] != 0:
        return False
    command = message.text[: first["length"]]
    addressee = command.partition("@")[2]
    return not addressee or addressee.lower() == str(bot.username).lower()


def _answers(message: Message, bot: Person) -> bool:
    replied = message.room.messages.get(message.reply_to) if message.reply_to else None
    return replied is not None and (replied.outgoing or meant_for(replied, bot))
