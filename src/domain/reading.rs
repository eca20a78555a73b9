//! What is read from a statement: each reading keeps its place in the text.

pub mod discover;
pub mod forms;
pub mod topics;
