//! What became of what the reader takes along.

use yew::prelude::*;

use super::parts::attr;
use crate::domain::export::Format;
use crate::state::State;

/// What came of it.
pub fn told(state: &State) -> String {
    match &state.export {
        Some((_, Some(_))) => "Not copied.".to_owned(),
        Some((Format::Link, None)) => "Link copied.".to_owned(),
        Some((Format::Markdown | Format::Quotes, None)) => "Copied.".to_owned(),
        Some((format, None)) => format!("Saved as nominees.{}.", format.id()),
        None => String::new(),
    }
}

/// Said to who can't see it, too.
#[inline(never)]
pub fn view_told(words: String) -> Html {
    html! { <p class="quiet told" role="status">{words}</p> }
}

/// What the browser wouldn't copy can still be copied by hand.
pub fn view_refused(state: &State) -> Html {
    let Some((_, Some(text))) = &state.export else { return Html::default() };
    html! {
        <div class="notice" part="notice">
            <label>
                {"The browser doesn’t let this page copy. Here is the text, to copy by hand:"}
                <textarea readonly=true rows="6" value={attr(text)} />
            </label>
        </div>
    }
}
