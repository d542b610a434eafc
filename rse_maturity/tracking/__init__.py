"""What changes over time: it reads analyses, as the views do, and computes no figure of its own."""
