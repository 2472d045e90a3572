//! Pages as pictures, and whether two of them show the same layout.
//!
//! Compared is how dark small squares are, not dot by dot: another version of the program that draws them smooths the letters otherwise, and
//! moves no line. A line that stands elsewhere, a rule that is missing or words that are bold make squares darker or lighter.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Encoder, Transformations};

use crate::Outcome;

/// The side of a square, in dots.
const SQUARE: usize = 5;
/// How much darker or lighter a square may be, of 255.
const SHADES: usize = 28;

/// A picture in shades of grey, row by row from 0 for black to 255.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    grey: Vec<u8>,
}

impl Picture {
    /// Reads a PNG in shades of grey, however it is written.
    ///
    /// # Errors
    /// That it is none.
    pub fn of_png(png: &[u8]) -> Outcome<Self> {
        let mut decoder = Decoder::new(Cursor::new(png));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        let mut dots = vec![0; reader.output_buffer_size().ok_or("too large a picture")?];
        let frame = reader.next_frame(&mut dots)?;
        dots.truncate(frame.buffer_size());
        // Which of the colours a grey is written as differs from one version of the program to the next: all three are the same.
        let grey = dots.chunks_exact(frame.color_type.samples()).filter_map(|dot| dot.first().copied()).collect();
        Ok(Self { width: frame.width.try_into()?, grey })
    }

    /// A small PNG of it, in sixteen shades.
    ///
    /// # Errors
    /// That it could not be written.
    pub fn to_png(&self) -> Outcome<Vec<u8>> {
        let mut png = Vec::new();
        let mut encoder = Encoder::new(&mut png, self.width.try_into()?, self.height().try_into()?);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_depth(BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.sixteenths())?;
        writer.finish()?;
        Ok(png)
    }

    /// Two dots in a byte; each row begins with a byte of its own.
    fn sixteenths(&self) -> Vec<u8> {
        let shade = |dot: &u8| ((u16::from(*dot) + 8) / 17).to_le_bytes()[0];
        let pair = |pair: &[u8]| match pair {
            [left, right] => shade(left) << 4 | shade(right),
            [left] => shade(left) << 4,
            _ => 0,
        };
        self.rows().flat_map(|row| row.chunks(2).map(pair)).collect()
    }

    fn height(&self) -> usize {
        self.rows().count()
    }

    fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.grey.chunks_exact(self.width.max(1))
    }

    /// Where it shows another layout than another picture, in dots from the left and the top; nothing, where both show the same.
    pub fn departs_from(&self, other: &Self) -> Option<(usize, usize)> {
        if (self.width, self.grey.len()) != (other.width, other.grey.len()) {
            return Some((0, 0));
        }
        let across = self.width.div_ceil(SQUARE);
        let differs = |(one, other): (usize, usize)| one.abs_diff(other) > SHADES;
        let square = self.squares().into_iter().zip(other.squares()).position(differs)?;
        Some((square % across * SQUARE, square / across * SQUARE))
    }

    /// How light each square is, from the left to the right and down.
    fn squares(&self) -> Vec<usize> {
        let rows: Vec<&[u8]> = self.rows().collect();
        let mut squares = Vec::new();
        for band in rows.chunks(SQUARE) {
            for from in (0..self.width).step_by(SQUARE) {
                let dots = band.iter().flat_map(|row| row.iter().skip(from).take(SQUARE));
                let (sum, count) = dots.fold((0, 0), |(sum, count), dot| (sum + usize::from(*dot), count + 1));
                squares.push(sum / usize::max(count, 1));
            }
        }
        squares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 41;

    /// White, with a black line of this height from a row on, and grey dots beside it.
    fn line(from: usize, height: usize) -> Picture {
        let dot = |at: usize| match (at % WIDTH, at / WIDTH) {
            (4..=30, row) if (from..from + height).contains(&row) => 0,
            (31, row) if (from..from + height).contains(&row) => 119,
            _ => 255,
        };
        Picture { width: WIDTH, grey: (0..WIDTH * 33).map(dot).collect() }
    }

    #[test]
    fn a_png_gives_back_what_it_was_made_from() {
        let picture = line(10, 2);
        assert_eq!(Picture::of_png(&picture.to_png().unwrap()).unwrap(), picture);
        assert!(Picture::of_png(b"no picture").is_err());
    }

    #[test]
    fn smoothing_is_no_difference_and_a_moved_or_missing_line_is() {
        let picture = line(10, 2);
        let mut smoothed = picture.clone();
        smoothed.grey.iter_mut().for_each(|dot| *dot = (*dot).clamp(12, 243));
        assert_eq!(smoothed.departs_from(&picture), None);
        assert_eq!(line(11, 2).departs_from(&picture), None, "half a millimetre within a square");
        assert_eq!(line(14, 2).departs_from(&picture), Some((5, 10)));
        assert_eq!(line(10, 0).departs_from(&picture), Some((5, 10)));
        let narrower = Picture { width: WIDTH - 1, grey: picture.grey.clone() };
        assert_eq!(narrower.departs_from(&picture), Some((0, 0)));
    }
}
