"""What the pictures draw: small, and already behind the minimum group."""
