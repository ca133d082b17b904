//! The pages that a player sees, as templates with everything escaped.

const STYLE: &str = include_str!("pages/style.css");
const CONSENT: &str = include_str!("pages/consent.html");
const DEVICE: &str = include_str!("pages/device.html");
const MESSAGE: &str = include_str!("pages/message.html");

/// Asks a player whether `app` may link their account. The request travels along in hidden fields.
pub(crate) fn consent(app: &str, scopes: &[&str], fields: &[(String, String)], player: &str) -> String {
    let hidden: String = fields.iter().map(|(name, value)| hidden_field(name, value)).collect();
    let scopes: String = scopes
        .iter()
        .map(|scope| format!("<li><b>{}</b> <code>{}</code></li>", meaning(scope), escape(scope)))
        .collect();
    fill(
        CONSENT,
        &[
            ("app", &escape(app)),
            ("initial", &initial(app)),
            ("scopes", &scopes),
            ("hidden", &hidden),
            ("player", &escape(player)),
        ],
    )
}

/// Asks for a device's code, or whether to allow it once the code is known.
pub(crate) fn device(code: &str, app: Option<&str>, player: &str) -> String {
    let asks = match app {
        Some(app) => format!("<b>{}</b> wants to link your account.", escape(app)),
        None => "Enter the code that your device shows.".to_owned(),
    };
    fill(DEVICE, &[("code", &escape(code)), ("asks", &asks), ("player", &escape(player))])
}

/// Says how it ended.
pub(crate) fn message(title: &str, text: &str, good: bool) -> String {
    fill(
        MESSAGE,
        &[
            ("title", &escape(title)),
            ("text", &escape(text)),
            ("mark", if good { "✓" } else { "!" }),
            ("tone", if good { "good" } else { "plain" }),
        ],
    )
}

fn hidden_field(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value))
}

fn meaning(scope: &str) -> &'static str {
    match scope {
        "openid" | "identify" => "Know who you are",
        "sdk.social_layer" => "Friends, chat and voice in the game",
        "sdk.social_layer_presence" => "Friends and what you play",
        "email" => "Know your e-mail address",
        _ => "More",
    }
}

fn initial(name: &str) -> String {
    escape(&name.chars().take(1).collect::<String>())
}

/// Puts values, escaped already, in the place of `{{name}}`.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut page = template.replace("{{style}}", STYLE);
    for (name, value) in values {
        page = page.replace(&format!("{{{{{name}}}}}"), value);
    }
    page
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Would start a placeholder.
            '{' => escaped.push_str("&#123;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::consent;

    #[test]
    fn whatever_a_request_holds_is_text() {
        let evil = "\"><script>alert(1)</script>{{style}}".to_owned();
        let page = consent("App", &["openid"], &[("state".to_owned(), evil)], "a'b");
        assert!(!page.contains("<script>alert"));
        assert!(page.contains("&quot;&gt;&lt;script&gt;"));
        assert!(page.contains("&#123;&#123;style"));
        assert!(page.contains("a&#39;b"));
    }
}
