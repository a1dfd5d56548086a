"""The Streamlit pages of coordinators, supervisors and doctors."""
