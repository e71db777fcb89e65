//! Photos that people send, and collections of photos.

use std::collections::BTreeMap;

use domain::{Gallery, GalleryId, Person, Photo, Picture, PictureId};
use store::{NewPhoto, Store, StoreError};

use super::{Bed, noon, person};

const MODEL: &str = "lite";

async fn with_people(bed: &dyn Bed) -> (std::sync::Arc<dyn Store>, Person, Person) {
    let store = bed.open().await;
    let (jiwoo, hana) = (person(1, "지우"), person(2, "하나"));
    store.add_person(&jiwoo).await.unwrap();
    store.add_person(&hana).await.unwrap();
    (store, jiwoo, hana)
}

fn gallery(number: u128, name: &str, owner: Option<&Person>) -> Gallery {
    let (id, owner) = (GalleryId::fixed(number), owner.map(|owner| owner.id));
    Gallery { id, name: name.into(), title: format!("{name} 사진"), owner, made_at: noon(0) }
}

fn photo(id: &str, label: Option<&str>, vector: &[f32]) -> NewPhoto {
    let label = label.map(str::to_owned);
    let data = label.as_ref().map(|_| r#"{"price":1}"#.to_owned());
    let photo = Photo { id: id.into(), label, title: format!("사진 {id}"), data, added_at: noon(1) };
    NewPhoto { photo, model: MODEL.into(), vector: vector.to_vec(), file: id.as_bytes().to_vec() }
}

pub async fn pictures_read_back(bed: &dyn Bed) {
    let (store, jiwoo, hana) = with_people(bed).await;
    let id = PictureId::fixed(1);
    let (person, file) = (jiwoo.id, vec![0xFF, 0xD8, 0]);
    let picture = Picture { id, person, width: 40, height: 30, file, received_at: noon(0) };
    store.keep_picture(&picture).await.unwrap();
    assert!(matches!(store.keep_picture(&picture).await, Err(StoreError::Conflict(_))));
    assert_eq!(bed.open().await.picture(id).await.unwrap(), Some(picture));
    assert_eq!(store.picture(PictureId::fixed(2)).await.unwrap(), None);
    assert!(!store.forget_picture(hana.id, id).await.unwrap(), "it is not hers");
    assert!(store.forget_picture(jiwoo.id, id).await.unwrap());
    assert!(!store.forget_picture(jiwoo.id, id).await.unwrap(), "gone already");
    assert_eq!(store.picture(id).await.unwrap(), None);
}

pub async fn belong_to_everybody_or_to_one(bed: &dyn Bed) {
    let (store, jiwoo, hana) = with_people(bed).await;
    let mut put = Vec::new();
    for new in [
        gallery(1, "plants", None),
        gallery(2, "family", Some(&jiwoo)),
        gallery(3, "family", Some(&hana)),
        gallery(4, "family", None),
    ] {
        put.push(store.put_gallery(&new).await.unwrap());
    }
    let of = async |person: &Person| -> Vec<GalleryId> {
        let all = store.galleries(person.id).await.unwrap();
        all.into_iter().map(|open| open.gallery.id).collect()
    };
    assert_eq!(of(&jiwoo).await, [2, 4, 1].map(GalleryId::fixed), "by name, the own one first");
    assert_eq!(of(&hana).await, [3, 4, 1].map(GalleryId::fixed));
    let family = store.gallery(hana.id, "family").await.unwrap().unwrap();
    assert_eq!((&family.gallery, family.photos, family.taught), (&put[2], 0, false));
    assert_eq!(store.gallery(hana.id, "cats").await.unwrap(), None);
    // The same again is the same gallery with another title.
    let again = Gallery { title: "우리 가족".into(), ..gallery(9, "family", Some(&hana)) };
    let again = store.put_gallery(&again).await.unwrap();
    assert_eq!((again.id, again.title.as_str()), (GalleryId::fixed(3), "우리 가족"));
    assert!(store.remove_gallery(again.id).await.unwrap());
    assert!(!store.remove_gallery(again.id).await.unwrap());
    assert_eq!(store.gallery(hana.id, "family").await.unwrap().unwrap().gallery.id, GalleryId::fixed(4));
}

pub async fn photos_read_back(bed: &dyn Bed) {
    let (store, _, _) = with_people(bed).await;
    let plants = store.put_gallery(&gallery(1, "plants", None)).await.unwrap().id;
    let fern = photo("b", Some("고사리"), &[0.0, 0.5, -0.25]);
    let moss = photo("a", None, &[0.0; 3]);
    let numbers = store.put_photos(plants, &[fern.clone(), moss.clone()]).await.unwrap();
    assert!(numbers[0] < numbers[1]);
    let store = bed.open().await;
    assert_eq!(store.photo(plants, "b").await.unwrap().as_ref(), Some(&fern.photo));
    assert_eq!(store.photo_file(plants, "b").await.unwrap(), Some(b"b".to_vec()));
    assert_eq!(store.photo_file(plants, "c").await.unwrap(), None);
    let page = async |label: Option<&str>, after: &str, limit: u32| -> Vec<String> {
        let photos = store.photos(plants, label, after, limit).await.unwrap();
        photos.into_iter().map(|photo| photo.id).collect()
    };
    assert_eq!(page(None, "", 10).await, ["a", "b"]);
    assert_eq!(page(None, "", 1).await, ["a"]);
    assert_eq!(page(None, "a", 10).await, ["b"]);
    assert_eq!(page(Some("고사리"), "", 10).await, ["b"]);
    let vectors = store.photo_vectors(plants, 0, 10).await.unwrap();
    assert_eq!(vectors.iter().map(|vector| vector.number).collect::<Vec<_>>(), numbers);
    assert_eq!((vectors[0].id.as_str(), vectors[0].label.as_deref()), ("b", Some("고사리")));
    assert_eq!((vectors[0].model.as_str(), &vectors[1].vector), (MODEL, &vec![0.0; 3]));
    for (kept, made) in vectors[0].vector.iter().zip(&fern.vector) {
        assert!((kept - made).abs() <= 0.5 / 127.0 / 2.0 + 1e-6, "{kept} for {made}");
    }
    assert_eq!(store.photo_vectors(plants, numbers[0], 10).await.unwrap()[..], vectors[1..]);
    let found = store.photos_numbered(plants, &[numbers[1], numbers[0], 999]).await.unwrap();
    let found: BTreeMap<u64, String> =
        found.into_iter().map(|found| (found.number, found.photo.id)).collect();
    assert_eq!(found, BTreeMap::from([(numbers[0], "b".into()), (numbers[1], "a".into())]));
}

pub async fn count_what_is_written(bed: &dyn Bed) {
    let (store, jiwoo, _) = with_people(bed).await;
    let plants = store.put_gallery(&gallery(1, "plants", None)).await.unwrap().id;
    let standing = async || store.gallery(jiwoo.id, "plants").await.unwrap().unwrap();
    let first = standing().await.version;
    let numbers = store.put_photos(plants, &[photo("a", Some("이끼"), &[1.0])]).await.unwrap();
    // Another photo in its place has its number.
    assert_eq!(store.put_photos(plants, &[photo("a", None, &[0.5])]).await.unwrap(), numbers);
    assert_eq!((standing().await.version, standing().await.photos), (first + 2, 1));
    assert_eq!(store.recogniser(plants).await.unwrap(), None);
    store.keep_recogniser(plants, b"learnt").await.unwrap();
    assert_eq!(store.recogniser(plants).await.unwrap(), Some(b"learnt".to_vec()));
    assert!(standing().await.taught);
    assert_eq!(store.remove_photo(plants, "a").await.unwrap(), Some(numbers[0]));
    assert_eq!(store.remove_photo(plants, "a").await.unwrap(), None);
    assert!(standing().await.version > first + 3);
    // A number is never given twice: whoever remembers it would take one photo for another.
    assert!(store.put_photos(plants, &[photo("b", None, &[0.5])]).await.unwrap()[0] > numbers[0]);
    let nowhere = store.put_photos(GalleryId::fixed(9), &[photo("a", None, &[1.0])]).await;
    assert!(matches!(nowhere, Err(StoreError::Missing(_))), "{nowhere:?}");
}
