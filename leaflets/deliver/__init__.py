"""Bytes become files under out/: whole, recorded, with the ticket for the shop."""
