//! Nominees, side by side, on any page.
