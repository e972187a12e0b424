//! Results as bytes: text for a terminal, JSON for programs.
