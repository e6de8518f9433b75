"""`python -m bot` is `leitai`; importing this alone loads nothing, as the drawing processes must."""


def main() -> None:
    """Run the command line."""
    from bot import cli  # noqa: PLC0415 - a drawing process imports the program's main module and must stay small

    cli.main()


if __name__ == "__main__":
    main()
