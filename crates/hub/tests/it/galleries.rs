//! Galleries: what is written is found at once, survives a restart, and is seen by other processes.

use std::path::Path;
use std::sync::Arc;

use dialogue::Dialogue;
use domain::{Code, Person, PersonId};
use hub::testing::Stage;
use hub::{Caller, Like, NewImage, Sought, TurnRequest, Utterance};
use vision::scripted::{ScriptedEyes, ScriptedReader};
use vision::{Picture, See, Seen, VisionError};

fn picture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vision/tests/pictures");
    std::fs::read(folder.join(name)).unwrap()
}

/// Sees as the scripted eyes do, turned round: another network.
struct Others(ScriptedEyes);

impl See for Others {
    fn see(&self, pictures: &[&Picture]) -> Result<Vec<Seen>, VisionError> {
        let mut seen = self.0.see(pictures)?;
        seen.iter_mut().for_each(|seen| seen.vector.reverse());
        Ok(seen)
    }
}

async fn stage(folder: &Path, model: &str) -> (Stage, Person) {
    let stage = Stage::open_with(folder, |parts| parts.converse = Arc::new(Dialogue::new().unwrap())).await;
    let stage = stage.unwrap();
    let owner = stage.owner().await.unwrap();
    let eyes = || ScriptedEyes::seeing(&[("espresso", 0.9)]);
    match model {
        "other" => stage.hub.set_eyes(model, Box::new(move || Ok(Arc::new(Others(eyes()))))),
        _ => stage.hub.set_eyes(model, Box::new(move || Ok(Arc::new(eyes())))),
    }
    stage.hub.set_reader(Box::new(|| Ok(Arc::new(ScriptedReader::finding(&["오늘의 메뉴"])))));
    (stage, owner)
}

async fn put(stage: &Stage, person: PersonId, gallery: &str, photos: &[(&str, &str, Option<&str>)]) {
    let images = photos.iter().map(|(id, name, label)| NewImage {
        id: (*id).to_owned(),
        label: label.map(str::to_owned),
        title: String::new(),
        data: None,
        file: picture(name),
    });
    let taken =
        stage.hub.put_photos(&Caller::sending(person), person, gallery, images.collect()).await.unwrap();
    assert_eq!((taken.taken, taken.refused.len()), (photos.len(), 0));
}

async fn found(stage: &Stage, person: PersonId, gallery: &str, name: &str) -> Vec<String> {
    let like = Like::Image(picture(name));
    let sought = Sought { like, count: 10, labels: Vec::new(), least: -1.0 };
    let found = stage.hub.find_photos(&Caller::sending(person), person, gallery, sought).await.unwrap();
    found.into_iter().map(|found| found.photo.id).collect()
}

#[tokio::test]
async fn what_is_written_by_another_process_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (one, owner) = stage(folder.path(), "scripted").await;
    let person = owner.id;
    one.hub.put_gallery(person, "things", "물건", false).await.unwrap();
    put(&one, person, "things", &[("cat", "cat.jpg", None)]).await;
    assert_eq!(found(&one, person, "things", "cat.jpg").await, ["cat"]);
    let (two, _) = stage(folder.path(), "scripted").await;
    put(&two, person, "things", &[("cup", "coffee.jpg", None)]).await;
    assert_eq!(found(&two, person, "things", "coffee.jpg").await, ["cup", "cat"]);
    assert_eq!(found(&one, person, "things", "coffee.jpg").await, ["cup", "cat"]);
    one.hub.remove_photo(person, "things", "cat").await.unwrap();
    assert_eq!(found(&two, person, "things", "cat.jpg").await, ["cup"]);
    one.hub.remove_gallery(person, "things").await.unwrap();
    let gone = two.hub.photos(person, "things", None, "", 10).await.unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
}

#[tokio::test]
async fn another_network_sees_the_photos_anew() {
    let folder = tempfile::tempdir().unwrap();
    let photos = [
        ("cat", "cat.jpg", Some("초코")),
        ("near", "cat-near.jpg", Some("초코")),
        ("cup", "coffee.jpg", Some("컵")),
        ("cup 2", "coffee-near.jpg", Some("컵")),
    ];
    let (before, owner) = stage(folder.path(), "scripted").await;
    let person = owner.id;
    before.hub.put_gallery(person, "things", "", false).await.unwrap();
    put(&before, person, "things", &photos).await;
    before.hub.teach_gallery(person, "things").await.unwrap();
    let caller = Caller::sending(person);
    let recognised =
        before.hub.recognise_in_gallery(&caller, person, "things", vec![picture("cat.jpg")]).await;
    assert_eq!(recognised.unwrap()[0].as_ref().unwrap().likely[0].0, "초코");
    // The same after a restart.
    let (again, _) = stage(folder.path(), "scripted").await;
    let recognised =
        again.hub.recognise_in_gallery(&caller, person, "things", vec![picture("cat.jpg")]).await;
    assert_eq!(recognised.unwrap()[0].as_ref().unwrap().likely[0].0, "초코");

    let (after, _) = stage(folder.path(), "other").await;
    assert_eq!(found(&after, person, "things", "cat.jpg").await[..2], ["cat", "near"]);
    let untaught = after.hub.recognise_in_gallery(&caller, person, "things", vec![picture("cat.jpg")]).await;
    assert_eq!(untaught.unwrap_err().code, Code::NotFound, "what another network learnt is of no use");
    after.hub.teach_gallery(person, "things").await.unwrap();
    let recognised =
        after.hub.recognise_in_gallery(&caller, person, "things", vec![picture("cat.jpg")]).await;
    assert_eq!(recognised.unwrap()[0].as_ref().unwrap().likely[0].0, "초코");
}

#[tokio::test]
async fn a_photo_is_talked_about_by_who_sent_it() {
    let folder = tempfile::tempdir().unwrap();
    let (stage, owner) = stage(folder.path(), "scripted").await;
    stage.hub.start().await.unwrap();
    let kept = stage.hub.keep_picture(owner.id, picture("coffee.jpg")).await.unwrap();
    let say = async |event: u128, picture, text: &str| {
        let utterance = match picture {
            Some(picture) => Utterance::Picture { picture, text: text.into() },
            None => Utterance::Text(text.into()),
        };
        let event = domain::EventId::fixed(event);
        let request = TurnRequest { event, utterance, language: None, touchpoint: None, conversation: None };
        let turn = stage.hub.take_turn(owner.id, request).await?;
        let domain::TurnStatus::Answered(answer) = turn.status else { panic!("{turn:?}") };
        Ok::<_, domain::Problem>(answer.words())
    };
    assert_eq!(say(1, Some(kept.id), "").await.unwrap(), "사진에 에스프레소가 보여요.");
    assert_eq!(say(2, None, "뭐라고 쓰여 있어?").await.unwrap(), "이렇게 쓰여 있어요.\n오늘의 메뉴");
    assert_eq!(say(3, None, "이거랑 비슷한 거 있어?").await.unwrap(), "아직 찾아볼 사진첩이 없어요.");
    stage.hub.put_gallery(owner.id, "cups", "내 컵", true).await.unwrap();
    put(&stage, owner.id, "cups", &[("cup", "coffee-near.jpg", Some("빨간 컵"))]).await;
    let alike = say(4, None, "이거랑 비슷한 거 있어?").await.unwrap();
    assert!(alike.starts_with("비슷한 사진을 찾았어요. 빨간 컵이 가장 비슷해요."), "{alike}");
    // Everybody's gallery of the same name is hidden by the own one, and nothing is found twice.
    stage.hub.put_gallery(owner.id, "cups", "모두의 컵", false).await.unwrap();
    let titles: Vec<String> =
        stage.hub.galleries(owner.id).await.unwrap().into_iter().map(|open| open.gallery.title).collect();
    assert_eq!(titles, ["내 컵"]);
    let nobodys = say(5, Some(domain::PictureId::fixed(99)), "이게 뭐야?").await.unwrap_err();
    assert_eq!(nobodys.code, Code::NotFound);
}
