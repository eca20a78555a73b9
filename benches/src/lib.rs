//! How fast the widget is, beside others that do the same: feeds that are the same for everybody.

pub mod feed;
pub mod seeded;
mod words;
