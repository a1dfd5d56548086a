"""The page Figures, view by view: what is counted, how it is drawn, and the way to the cases behind a number."""
