//! Reads statements for the state: HTML by the browser's own parser, Markdown
//! by the module that is fetched for it.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{Inner, html, load};
use crate::domain::{blocks, tape};
use crate::feed::{Nomination, Shared, Statement, Text};
use crate::state::{Action, Reading};

/// Reads what is needed now, and hands each on: a slow one holds up no other.
/// When another feed has come by then, its nominations may have the same ids:
/// nobody gets another's words.
pub(super) fn read(inner: &Rc<Inner>, nominations: Vec<Shared<Nomination>>) {
    let generation = inner.generation.get();
    for nomination in nominations {
        let inner = inner.clone();
        let base = inner.base.borrow().clone();
        wasm_bindgen_futures::spawn_local(async move {
            let Some(statement) = &nomination.statement else { return };
            let reading = read_statement(&inner, statement, &base).await;
            if inner.generation.get() == generation {
                inner.send([Action::Read(nomination.id.clone(), reading)]);
            }
        });
    }
}

async fn read_statement(inner: &Inner, statement: &Statement, base: &str) -> Reading {
    match statement {
        Statement::Html(html) => done(html::blocks(html, &|address| load::resolve(address, base))),
        Statement::Plain(text) => done(blocks::from_plain(text)),
        Statement::Markdown(text) => markdown(inner, text, base).await,
        Statement::At(url) => match load::text(url.as_str()).await {
            Some(text) => markdown(inner, &text.into(), url.as_str()).await,
            None => Reading::Failed(None),
        },
    }
}

fn done(blocks: Vec<blocks::Block>) -> Reading {
    Reading::Done(Shared::new(blocks))
}

async fn markdown(inner: &Inner, text: &Text, base: &str) -> Reading {
    match tape_of(inner, text).await.ok().and_then(|tape| tape.as_string()) {
        Some(tape) => done(tape::blocks(&tape, &|address| load::resolve(address, base))),
        None => Reading::Failed(Some(text.clone())),
    }
}

async fn tape_of(inner: &Inner, text: &str) -> Result<JsValue, JsValue> {
    let promise = inner.read.call1(&JsValue::NULL, &text.into())?;
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}
