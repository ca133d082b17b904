//! The page that players see at the end of the way through the browser. It knows no sockets: an outcome, the
//! browser's languages and the host's wishes in, a whole HTTP answer out.

mod colour;
mod language;
mod look;
mod template;
mod texts;

pub(crate) use look::FinishPage;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use colour::Colour;
use template::{escape, fill};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

/// What a request to the loopback port came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The code is exchanged: there is a link.
    Linked,
    /// The player said no.
    NotLinked,
    /// The player said yes, or Discord could not ask, and no link came of it.
    Failed,
    /// The redirect of another sign-in, or of an old one.
    WrongSignIn,
    /// Not the redirect's path.
    NothingHere,
    MethodNotAllowed,
    /// More headers than anybody reads.
    TooLarge,
}

/// An HTTP answer, ready for the wire.
pub(crate) struct Response {
    /// Status line and headers, with the empty line that ends them. All there is to send to a HEAD request.
    pub(crate) head: String,
    pub(crate) body: String,
}

/// The answer for `outcome`. `accept_language` is that header's value: several are joined by commas, none
/// is empty.
pub(crate) fn render(outcome: Outcome, accept_language: &str, page: &FinishPage) -> Response {
    match page.html_for(outcome) {
        Some(html) => {
            // A page of the host's own may have styles, images and fonts in it. Still no scripts, and nothing from
            // elsewhere: the address of this page has been Discord's answer.
            let policy = policy("img-src data:; font-src data:; style-src 'unsafe-inline'");
            response(outcome, &policy, None, html.to_owned())
        }
        None => {
            let (tag, texts) = language::choose(accept_language);
            let style = style(outcome, page.accent);
            let hash = STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, style.as_bytes()));
            let policy = policy(&format!("img-src data:; style-src 'sha256-{hash}'"));
            response(outcome, &policy, Some(tag), body(outcome, tag, texts.of(outcome), page, &style))
        }
    }
}

fn policy(allowed: &str) -> String {
    format!("default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
}

fn response(outcome: Outcome, policy: &str, language: Option<&str>, body: String) -> Response {
    let language = language.map_or(String::new(), |tag| format!("Content-Language: {tag}\r\n"));
    let allow = if outcome == Outcome::MethodNotAllowed { "Allow: GET, HEAD, OPTIONS\r\n" } else { "" };
    let head = format!(
        "HTTP/1.1 {status}\r\n\
         Content-Type: text/html; charset=utf-8\r\n\
         Content-Length: {length}\r\n\
         {language}{allow}\
         Content-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\n\
         Cache-Control: no-store\r\n\
         Connection: close\r\n\r\n",
        status = outcome.status(),
        length = body.len(),
    );
    Response { head, body }
}

fn body(outcome: Outcome, tag: &str, text: &texts::Text, page: &FinishPage, style: &str) -> String {
    let title = page.title.as_deref().map(escape);
    let heading = escape(text.heading);
    let (mark, on_mark) = mark(outcome, page.accent);
    fill(PAGE, |name| match name {
        "lang" => tag.into(),
        "title" => match &title {
            Some(title) => format!("{heading} · {title}").into(),
            None => heading.as_str().into(),
        },
        "game" => match &title {
            Some(title) => format!("<p class=\"game\" dir=\"auto\">{title}</p>").into(),
            None => "".into(),
        },
        "heading" => heading.as_str().into(),
        "what" => escape(text.what).into(),
        "next" => escape(text.next).into(),
        "style" => style.into(),
        "glyph" => outcome.glyph().into(),
        "mark" => mark.to_string().into(),
        "on_mark" => on_mark.to_string().into(),
        unknown => unreachable!("page.html has no {unknown}"),
    })
}

fn style(outcome: Outcome, accent: Colour) -> String {
    let (mark, on_mark) = mark(outcome, accent);
    fill(STYLE, |name| match name {
        "accent" => accent.to_string().into(),
        "on_accent" => accent.text_on_it().to_string().into(),
        "mark" => mark.to_string().into(),
        "on_mark" => on_mark.to_string().into(),
        unknown => unreachable!("page.css has no {unknown}"),
    })
}

/// The colours of the mark: success wears the host's, everything else one that says so.
fn mark(outcome: Outcome, accent: Colour) -> (Colour, Colour) {
    let mark = match outcome {
        Outcome::Linked => accent,
        Outcome::Failed => Colour::RED,
        Outcome::WrongSignIn => Colour::AMBER,
        Outcome::NotLinked | Outcome::NothingHere | Outcome::MethodNotAllowed | Outcome::TooLarge => Colour::SLATE,
    };
    (mark, mark.text_on_it())
}

impl Outcome {
    /// What ends a sign-in is OK, whatever came of it: some browsers put their own page in place of an error's.
    fn status(self) -> &'static str {
        match self {
            Self::Linked | Self::NotLinked | Self::Failed => "200 OK",
            Self::WrongSignIn => "400 Bad Request",
            Self::NothingHere => "404 Not Found",
            Self::MethodNotAllowed => "405 Method Not Allowed",
            Self::TooLarge => "431 Request Header Fields Too Large",
        }
    }

    /// A path in a field of 48 by 48.
    fn glyph(self) -> &'static str {
        match self {
            Self::Linked => "M15 24.5l6.5 6.5L33.5 18",
            Self::NotLinked => "M17 17l14 14M31 17L17 31",
            Self::Failed | Self::WrongSignIn => "M24 14v12.5M24 33.5v.1",
            Self::NothingHere | Self::MethodNotAllowed | Self::TooLarge => "M16 24h16",
        }
    }
}

#[cfg(test)]
mod tests;
