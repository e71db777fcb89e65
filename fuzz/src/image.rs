//! Image files as people send them: JPEG, PNG, WebP, GIF, BMP.

pub fn run(bytes: &[u8]) {
    // The limit is small, so that one input cannot keep the fuzzer busy with megapixels.
    let bounds = vision::Bounds { bytes: 1 << 20, pixels: 1 << 16 };
    if let Ok(picture) = vision::Picture::read(bytes, bounds) {
        let pixels = picture.width() as usize * picture.height() as usize;
        assert!((1..=1 << 16).contains(&pixels), "larger than was allowed");
        assert_eq!(picture.pixels().len(), 3 * pixels);
        assert_eq!(picture.square(8).len(), 3 * 8 * 8);
    }
}
