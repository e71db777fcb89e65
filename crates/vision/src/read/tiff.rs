//! Grey pictures as the pages of one TIFF file, which is what Tesseract takes several of on its standard input.

/// Pixels row by row, from 0 (black) to 255.
pub struct Page {
    pub width: usize,
    pub pixels: Vec<u8>,
}

/// A file of these pages, not compressed.
pub fn write(pages: &[Page]) -> Vec<u8> {
    let mut file = b"II*\0\0\0\0\0".to_vec();
    // Where the place of the next page's table is written.
    let mut next = 4;
    for page in pages {
        let pixels = file.len();
        file.extend(&page.pixels);
        file.resize(file.len().next_multiple_of(2), 0);
        let table = file.len();
        file[next..next + 4].copy_from_slice(&number(table));
        let height = page.pixels.len() / page.width.max(1);
        // The width, the height, bits of a pixel, no compression, 0 is black, where the pixels are, numbers of a pixel,
        // rows and bytes in all.
        let fields = [
            (256, page.width),
            (257, height),
            (258, 8),
            (259, 1),
            (262, 1),
            (273, pixels),
            (277, 1),
            (278, height),
            (279, page.pixels.len()),
        ];
        file.extend((fields.len() as u16).to_le_bytes());
        for (tag, value) in fields {
            file.extend(u16::to_le_bytes(tag));
            // One number of 32 bits.
            file.extend([4, 0, 1, 0, 0, 0]);
            file.extend(number(value));
        }
        next = file.len();
        file.extend([0; 4]);
    }
    file
}

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes()
}
