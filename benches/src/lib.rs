//! How fast the widget is, beside others that do the same: feeds that are the same for everybody,
//! pages, clocks, and what is told of them.

pub mod feed;
pub mod metrics;
pub mod report;
pub mod results;
pub mod seeded;
pub mod session;
mod words;
