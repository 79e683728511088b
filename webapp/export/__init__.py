"""Everything that an account holds, out as one file and in again."""
