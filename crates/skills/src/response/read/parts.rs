//! What cards are made of: buttons, pictures, links, profiles, lines of lists, quick replies.

use serde_json::Value;

use crate::limits::Limits;
use crate::read::{Fields, Notes, Say};
use crate::response::{
    Button, ButtonKind, Layout, Link, ListItem, ListItemAction, Profile, QuickReply, QuickReplyKind,
    Thumbnail,
};

const BUTTON_KINDS: [(&str, ButtonKind); 10] = [
    ("webLink", ButtonKind::WebLink),
    ("message", ButtonKind::Message),
    ("phone", ButtonKind::Phone),
    ("block", ButtonKind::Block),
    ("share", ButtonKind::Share),
    ("operator", ButtonKind::Operator),
    // Of older versions of the contract.
    ("osLink", ButtonKind::WebLink),
    ("url", ButtonKind::WebLink),
    ("link", ButtonKind::WebLink),
    ("text", ButtonKind::Message),
];

/// The buttons of a card and how they lie. Square pictures have them beside each other unless the card says otherwise.
pub fn buttons(fields: &mut Fields<'_>, square: bool, notes: &mut Notes) -> (Vec<Button>, Option<Layout>) {
    let layouts = [("vertical", Layout::Vertical), ("horizontal", Layout::Horizontal)];
    let layout = fields.word(&["buttonLayout"], &layouts, notes);
    let horizontal = match layout {
        Some(layout) => layout == Layout::Horizontal,
        None => square,
    };
    let most = if horizontal { Limits::BUTTONS_HORIZONTAL } else { Limits::BUTTONS_VERTICAL };
    let several =
        fields.peek(&["buttons", "button"]).and_then(Value::as_array).is_some_and(|all| all.len() > 1);
    let letters = if horizontal && several { Limits::BUTTON_LABEL_HORIZONTAL } else { Limits::BUTTON_LABEL };
    let buttons =
        fields.each(&["buttons", "button"], most, notes, |fields, notes| button(fields, letters, notes));
    (buttons, layout)
}

fn button(fields: &mut Fields<'_>, most: usize, notes: &mut Notes) -> Option<Button> {
    let label = label(fields, most, notes)?;
    let mut button = Button { label, ..Button::default() };
    button.web_link_url =
        fields.link(&["webLinkUrl", "webUrl", "url"], notes).or_else(|| os_link(fields, notes));
    button.message_text = fields.text(&["messageText", "message"], Limits::SIMPLE_TEXT, notes);
    button.phone_number = fields.text(&["phoneNumber"], Limits::LINES, notes);
    button.block_id = fields.text(&["blockId"], Limits::LINES, notes);
    button.extra = fields.extra(notes);
    let said = fields.peek(&["action"]).is_some();
    button.action = match fields.word(&["action", "type"], &BUTTON_KINDS, notes) {
        Some(action) => action,
        None if said && meant(&button) == ButtonKind::Message && button.message_text.is_none() => {
            notes.error(fields.path(), &Say::unknown(&kinds()), &Value::Null);
            return None;
        }
        None => {
            if !said {
                notes.warn(&fields.path_of("action"), &Say::missing_but_shown(), &Value::Null);
            }
            meant(&button)
        }
    };
    let needs = match button.action {
        ButtonKind::WebLink if button.web_link_url.is_none() => Some("webLinkUrl"),
        ButtonKind::Phone if button.phone_number.is_none() => Some("phoneNumber"),
        ButtonKind::Block if button.block_id.is_none() => Some("blockId"),
        _ => None,
    };
    if let Some(name) = needs {
        notes.error(fields.path(), &Say::needs(name), &Value::Null);
        return None;
    }
    Some(button)
}

fn kinds() -> String {
    BUTTON_KINDS.iter().take(6).map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// What a button that does not say what it does is for.
fn meant(button: &Button) -> ButtonKind {
    match button {
        Button { web_link_url: Some(_), .. } => ButtonKind::WebLink,
        Button { block_id: Some(_), .. } => ButtonKind::Block,
        Button { phone_number: Some(_), .. } => ButtonKind::Phone,
        _ => ButtonKind::Message,
    }
}

/// The address for all systems of the older `osLink`.
fn os_link(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<String> {
    let mut link = fields.object(&["osLink"], notes)?;
    ["webUrl", "web", "pc", "mobile", "ios", "android"].iter().find_map(|name| link.link(&[*name], notes))
}

/// Labels of KakaoTalk are cut by the screen, not by the contract: longer ones are kept up to the double.
fn label(fields: &mut Fields<'_>, most: usize, notes: &mut Notes) -> Option<String> {
    let label = fields.required(&["label", "name", "title"], 2 * most, notes)?;
    if label.chars().count() > most {
        notes.warn(&fields.path_of("label"), &Say::folded(most), &Value::String(label.clone()));
    }
    Some(label)
}

pub fn quick_replies(fields: &mut Fields<'_>, notes: &mut Notes) -> Vec<QuickReply> {
    fields.each(&["quickReplies", "quickReply"], Limits::QUICK_REPLIES, notes, quick_reply)
}

fn quick_reply(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<QuickReply> {
    let label = label(fields, Limits::BUTTON_LABEL, notes)?;
    let message_text = fields.text(&["messageText", "message"], Limits::SIMPLE_TEXT, notes);
    let block_id = fields.text(&["blockId"], Limits::LINES, notes);
    // 'Message' is how the contract itself prints it.
    let kinds = [
        ("message", QuickReplyKind::Message),
        ("block", QuickReplyKind::Block),
        ("Message", QuickReplyKind::Message),
        ("Block", QuickReplyKind::Block),
        ("text", QuickReplyKind::Message),
    ];
    let action = match fields.word(&["action", "type"], &kinds, notes) {
        Some(action) => action,
        None if block_id.is_some() => QuickReplyKind::Block,
        None => QuickReplyKind::Message,
    };
    if action == QuickReplyKind::Block && block_id.is_none() {
        notes.error(fields.path(), &Say::needs("blockId"), &Value::Null);
        return None;
    }
    Some(QuickReply { label, action, message_text, block_id, extra: fields.extra(notes) })
}

pub fn thumbnail(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<Thumbnail> {
    let image_url = fields.required_link(&["imageUrl", "url"], notes)?;
    Some(Thumbnail {
        image_url,
        alt_text: fields.text(&["altText"], Limits::ALT_TEXT, notes),
        link: link(fields, notes),
        fixed_ratio: fields.flag(&["fixedRatio"], notes),
    })
}

/// The link of a field; a plain address is one as well.
pub fn link(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<Link> {
    if fields.peek(&["link", "linkUrl"]).is_some_and(Value::is_string) {
        return fields.link(&["link", "linkUrl"], notes).map(Link::to);
    }
    let mut within = fields.object(&["link", "linkUrl"], notes)?;
    let mut part = |names: &[&str]| within.link(names, notes);
    let link = Link {
        pc: part(&["pc", "pcUrl", "pcCustomScheme"]),
        mobile: part(&["mobile", "moUrl", "mobileUrl"]),
        web: part(&["web", "webUrl", "url"]),
    };
    (link != Link::default()).then_some(link)
}

pub fn profile(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<Profile> {
    let mut within = fields.object(&["profile"], notes).filter(|within| !within.is_empty())?;
    let nickname = within.required(&["nickname", "title", "name"], Limits::LINES, notes)?;
    Some(Profile { nickname, image_url: within.link(&["imageUrl"], notes) })
}

pub fn list_item(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<ListItem> {
    let title = fields.required(&["title"], Limits::LINES, notes)?;
    let mut item = ListItem {
        title,
        description: fields.text(&["description"], Limits::LINES, notes),
        image_url: fields.link(&["imageUrl"], notes),
        link: link(fields, notes),
        action: None,
        block_id: fields.text(&["blockId"], Limits::LINES, notes),
        message_text: fields.text(&["messageText"], Limits::SIMPLE_TEXT, notes),
        extra: fields.extra(notes),
    };
    let kinds = [("block", ListItemAction::Block), ("message", ListItemAction::Message)];
    item.action = fields.word(&["action"], &kinds, notes);
    if item.action == Some(ListItemAction::Block) && item.block_id.is_none() {
        notes.error(fields.path(), &Say::needs_but_kept("blockId"), &Value::Null);
        item.action = None;
    }
    Some(item)
}

/// A picture for the eye alone: `{"imageUrl": ...}`, or the plain address.
pub fn image(fields: &mut Fields<'_>, names: &[&str], notes: &mut Notes) -> Option<String> {
    if fields.peek(names).is_some_and(Value::is_string) {
        return fields.link(names, notes);
    }
    fields.object(names, notes)?.link(&["imageUrl"], notes)
}
