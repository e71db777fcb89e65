//! The crate `kakao-rs` builds and reads answers of skill servers, and refuses fields that it does not know: what it builds is
//! read by us, and what we write is read by it. It knows less than the contract (no blocks, no texts for pictures, no
//! titles of things for sale), so these answers have nothing of that.

#[cfg(test)]
mod tests {
    use domain::{
        Answer, BasicCard, Bubble, Button, ButtonAction, Card, CardBody, CommerceCard, Image, ImageTitle,
        ItemCard, ItemRow, Language, ListItem, Price, QuickReply, Thumbnail,
    };
    use kakao_rs::prelude as sdk;
    use skills::SkillResponse;

    const PICTURE: &str = "https://shop.example/1.jpg";

    #[test]
    fn what_the_sdk_builds_is_read_without_a_word() {
        let mut template = sdk::Template::new();
        template.add_qr(sdk::QuickReply::new("빠른 응답", "빠른 응답이에요"));
        let link = || sdk::Button::link("링크", "https://shop.example/");
        let item = || sdk::ListItem::new("줄").set_desc("설명").set_link("https://shop.example/");
        template.add_output(sdk::ListCard::new("목록").add_item(item()).add_button(link()).build());
        let mut carousel = sdk::Carousel::new();
        for number in 1..=3 {
            let card = sdk::BasicCard::new().set_title(format!("{number}번")).set_thumbnail(PICTURE);
            carousel.add_card(card.add_button(sdk::Button::call("전화", "02-123-4567")).build_card());
        }
        template.add_output(carousel.build());
        let price = sdk::CommerceCard::new().set_price(15_000).set_desc("피자").set_currency("won");
        let price = price.set_discount_rate_price(14, 12_900).set_thumbnail(PICTURE);
        template.add_output(price.add_button(sdk::Button::share("공유")).build());
        let read = SkillResponse::read(template.to_string().as_bytes(), None).unwrap();
        assert_eq!(read.findings, []);
        let words = skills::answer(&read.response, Language::Korean).words();
        let expected = "목록\n- 줄: 설명\n링크: https://shop.example/\n1. 1번\n전화: 02-123-4567\n2. 2번\n전화: 02-123-4567\n3. 3번\n\
            전화: 02-123-4567\n12,900원\n피자";
        assert_eq!(words, expected);
    }

    #[test]
    fn what_we_write_is_read_by_the_sdk() {
        let picture = || {
            Some(Thumbnail {
                image: Image { address: PICTURE.into(), alt: String::new() },
                ..Thumbnail::default()
            })
        };
        let message = || Button::new("주문", ButtonAction::Message("주문할게".into()));
        let card = |body| Card {
            body,
            buttons: vec![message(), Button::new("공유", ButtonAction::Share)],
            ..Card::default()
        };
        let basic = || {
            card(CardBody::Basic(BasicCard {
                thumbnail: picture(),
                title: "제목".into(),
                description: "설명".into(),
            }))
        };
        let price =
            Price { now: "12,900원".into(), before: Some("15,000원".into()), discount: Some("14%".into()) };
        let commerce = || {
            let (thumbnail, price) = (picture(), Some(price.clone()));
            card(CardBody::Commerce(CommerceCard {
                thumbnail,
                description: "피자".into(),
                price,
                ..CommerceCard::default()
            }))
        };
        let row =
            |title: &str, description: &str| ItemRow { title: title.into(), description: description.into() };
        let item = card(CardBody::Item(ItemCard {
            thumbnail: picture(),
            image_title: Some(ImageTitle { title: "주문".into(), ..ImageTitle::default() }),
            rows: vec![row("메뉴", "마르게리타")],
            align_right: true,
            summary: Some(row("합계", "12,900원")),
            title: "고마워요".into(),
            ..ItemCard::default()
        }));
        let list = Card::list(
            "목록",
            vec![ListItem { title: "줄".into(), description: "설명".into(), ..ListItem::default() }],
        );
        let bubbles = [
            Bubble::text("안녕하세요"),
            Bubble::Image(Image { address: PICTURE.into(), alt: "피자".into() }),
            Bubble::card(Card::basic("글", "카드", vec![message()])),
            Bubble::card(basic()),
            Bubble::card(commerce()),
            Bubble::card(item),
            Bubble::card(list),
            Bubble::carousel(vec![basic(), basic()]),
            Bubble::carousel(vec![commerce(), commerce()]),
        ];
        for bubble in bubbles {
            let quick_replies = vec![QuickReply::saying("처음으로")];
            let answer = Answer { bubbles: vec![bubble], quick_replies, ..Answer::default() };
            let written = skills::respond(&answer, &|_| None).write();
            let read: sdk::Template =
                serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
            assert_eq!((read.template.outputs.len(), read.template.quick_replies.len()), (1, 1), "{written}");
            // Nothing is lost on the way.
            let back = SkillResponse::read(read.to_string().as_bytes(), None).unwrap();
            assert_eq!(back.response, SkillResponse::read(written.as_bytes(), None).unwrap().response);
        }
    }
}
