"""`python -m rse_maturity`."""

from rse_maturity.cli import main

if __name__ == "__main__":
    main()
