"""What the page Emergency desk is made from: open calls, ambulances, pre-alerts, and what is entered by telephone."""
