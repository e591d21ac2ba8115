"""What is to be made, before anything is rendered; pure arithmetic and rules."""
