"""``python -m translate``: the command where its script is not on the PATH."""

from translate.cli.main import main

if __name__ == "__main__":
    main()
