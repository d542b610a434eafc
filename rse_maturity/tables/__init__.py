"""The only room that touches every event: it distils them into the small tables that everything else reads."""
