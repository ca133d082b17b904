use super::*;

const OUTCOMES: [Outcome; 7] = [
    Outcome::Linked,
    Outcome::NotLinked,
    Outcome::Failed,
    Outcome::WrongSignIn,
    Outcome::NothingHere,
    Outcome::MethodNotAllowed,
    Outcome::TooLarge,
];

fn named(title: &str) -> FinishPage {
    FinishPage::new(Some(title.to_owned()), Some("#e0457b"), None, None).unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    let mut headers = response.head.split("\r\n").filter_map(|line| line.split_once(": "));
    headers.find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// Between the first `from` and the next `to`.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to}")).0
}

#[test]
fn each_outcome_says_what_happened() {
    for (outcome, status, words) in [
        (Outcome::Linked, "200 OK", "You’re linked"),
        (Outcome::NotLinked, "200 OK", "Not linked"),
        (Outcome::Failed, "200 OK", "could not be linked"),
        (Outcome::WrongSignIn, "400 Bad Request", "start again from the game"),
        (Outcome::NothingHere, "404 Not Found", "Nothing here"),
        (Outcome::MethodNotAllowed, "405 Method Not Allowed", "Nothing here"),
        (Outcome::TooLarge, "431 Request Header Fields Too Large", "Nothing here"),
    ] {
        let response = render(outcome, "", &FinishPage::default());
        assert!(response.head.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{}", response.head);
        assert!(response.head.ends_with("\r\n\r\n"));
        assert!(response.body.contains(words), "{}", response.body);
        assert_eq!(header(&response, "Content-Length"), Some(response.body.len().to_string().as_str()));
        assert_eq!(header(&response, "Cache-Control"), Some("no-store"));
        let allow = (outcome == Outcome::MethodNotAllowed).then_some("GET, HEAD, OPTIONS");
        assert_eq!(header(&response, "Allow"), allow);
    }
}

#[test]
fn every_page_is_whole_small_and_in_its_language() {
    let page = named(&"&".repeat(100));
    for (tag, _) in language::all() {
        for outcome in OUTCOMES {
            let response = render(outcome, tag, &page);
            assert_eq!(header(&response, "Content-Language"), Some(tag));
            assert!(response.body.contains(&format!("<html lang=\"{tag}\" dir=\"ltr\">")));
            assert!(response.body.len() < 6 << 10, "{tag} {outcome:?}: {}", response.body.len());
            assert!(!response.body.contains("{{"), "{}", response.body);
        }
    }
}

#[test]
fn no_text_is_missing_or_in_another_language() {
    let headings = |texts: &'static texts::Texts| OUTCOMES.map(|outcome| texts.of(outcome).heading);
    let english = headings(language::choose("en").1);
    for (tag, texts) in language::all().filter(|(tag, _)| *tag != "en") {
        for (at, outcome) in OUTCOMES.into_iter().enumerate() {
            let text = texts.of(outcome);
            assert!([text.heading, text.what, text.next].iter().all(|text| !text.is_empty()), "{tag}");
            assert_ne!(text.heading, english[at], "{tag}");
        }
    }
}

/// No scripts, so no `window.close()` either: it has locked up the browser of handhelds.
#[test]
fn nothing_runs_and_nothing_is_loaded() {
    for outcome in OUTCOMES {
        let Response { body, .. } = render(outcome, "", &named("Game"));
        let body = body.replace("xmlns='http://www.w3.org/2000/svg'", "");
        for forbidden in ["<script", "javascript:", "window.", "onload", "onclick", "@import", "url(", "src=", "//"] {
            assert!(!body.contains(forbidden), "{forbidden}: {body}");
        }
    }
}

/// The browser refuses a style whose hash is not that of the policy.
#[test]
fn the_policy_allows_the_style_and_the_icon_only() {
    for outcome in OUTCOMES {
        let response = render(outcome, "", &named("Game"));
        let style = between(&response.body, "<style>", "</style>");
        let hash = STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, style.as_bytes()));
        let expected = format!(
            "default-src 'none'; img-src data:; style-src 'sha256-{hash}'; \
             base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
        assert_eq!(header(&response, "Content-Security-Policy"), Some(expected.as_str()));
        assert!(!response.body.contains("style="), "an attribute would be refused");
    }
}

#[test]
fn a_title_is_text_wherever_it_stands() {
    let Response { body, .. } = render(Outcome::Linked, "", &named("</title><b>\"{{style}}\" & 'Co'"));
    let escaped = "&lt;/title&gt;&lt;b&gt;&quot;{{style}}&quot; &amp; &#39;Co&#39;";
    assert_eq!(between(&body, "<title>", "</title>"), format!("You’re linked · {escaped}"));
    assert_eq!(between(&body, "<p class=\"game\" dir=\"auto\">", "</p>"), escaped);
    let nameless = render(Outcome::Linked, "", &FinishPage::default()).body;
    assert_eq!(between(&nameless, "<title>", "</title>"), "You’re linked");
    assert!(!nameless.contains("<p class=\"game\""));
}

#[test]
fn pages_of_the_hosts_own_are_served_as_they_are() {
    let (success, failure) = ("<!doctype html><p>{{style}} yes", "<p>no & no");
    let page = FinishPage::new(Some("Game".into()), None, Some(success.into()), Some(failure.into())).unwrap();
    let answered = |outcome| render(outcome, "de", &page);
    assert_eq!(answered(Outcome::Linked).body, success);
    assert_eq!(answered(Outcome::NotLinked).body, failure);
    assert_eq!(answered(Outcome::Failed).body, failure);
    assert!(answered(Outcome::WrongSignIn).body.contains("Anmeldung"), "this sign-in has not ended");
    let response = answered(Outcome::Linked);
    assert_eq!(header(&response, "Content-Language"), None);
    let policy = header(&response, "Content-Security-Policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("script"), "{policy}");
}

#[test]
fn what_is_written_can_be_read_in_light_and_dark() {
    let (light, dark) = STYLE.split_once("@media (prefers-color-scheme: dark)").unwrap();
    for scheme in [light, dark] {
        let colour = |name: &str| Colour::parse(between(scheme, &format!("--{name}: "), ";")).unwrap();
        for text in ["text", "quiet"] {
            assert!(colour(text).contrast(colour("card")) >= 4.5, "{text}");
        }
    }
    for outcome in OUTCOMES {
        let (mark, on_mark) = mark(outcome, Colour::GREEN);
        assert!(mark.contrast(on_mark) >= 4.5, "{outcome:?}");
    }
}
