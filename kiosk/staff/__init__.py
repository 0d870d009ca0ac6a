"""What the staff do at a kiosk besides the session: who may, and how the kiosk is.  No personal data of citizens."""
