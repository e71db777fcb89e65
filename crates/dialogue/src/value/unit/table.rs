//! The units people ask about. Metric kilobytes count in thousands; a pyeong is 400/121 square metres; a year is the
//! Gregorian average.

use super::Dimension::{Area, Data, Length, Speed, Temperature, Time, Volume, Weight};
use super::{Dimension, Unit};

type Names = &'static [&'static str];

pub(super) static UNITS: &[Unit] = &[
    unit(Length, "mm", "mm", &["밀리미터", "밀리"], &["mm", "millimeter", "millimeters", "millimetre", "millimetres", "㎜"], "0.001"),
    unit(Length, "cm", "cm", &["센티미터", "센치미터", "센티", "센치", "센치메타"], &["cm", "centimeter", "centimeters", "centimetre", "centimetres", "㎝"], "0.01"),
    unit(Length, "m", "m", &["미터", "메타"], &["m", "meter", "meters", "metre", "metres"], "1"),
    unit(Length, "km", "km", &["킬로미터", "킬로메타"], &["km", "kilometer", "kilometers", "kilometre", "kilometres", "㎞", "kms"], "1000"),
    unit(Length, "인치", "in", &["인치"], &["in", "inch", "inches", "\""], "0.0254"),
    unit(Length, "피트", "ft", &["피트", "풋"], &["ft", "foot", "feet", "′"], "0.3048"),
    unit(Length, "야드", "yd", &["야드"], &["yd", "yard", "yards"], "0.9144"),
    unit(Length, "마일", "mi", &["마일"], &["mi", "mile", "miles"], "1609.344"),
    unit(Length, "해리", "nautical miles", &["해리"], &["nauticalmile", "nauticalmiles", "nmi"], "1852"),
    unit(Length, "리", "ri", &["리"], &[], "392.727272"),
    unit(Length, "자", "ja", &["자", "척"], &[], "0.30303"),
    unit(Weight, "mg", "mg", &["밀리그램"], &["mg", "milligram", "milligrams"], "0.001"),
    unit(Weight, "g", "g", &["그램", "그람"], &["g", "gram", "grams"], "1"),
    unit(Weight, "kg", "kg", &["킬로그램", "킬로그람", "킬로"], &["kg", "kilogram", "kilograms", "kilo", "kilos", "kgs", "㎏"], "1000"),
    unit(Weight, "톤", "t", &["톤"], &["t", "ton", "tons", "tonne", "tonnes"], "1000000"),
    unit(Weight, "온스", "oz", &["온스"], &["oz", "ounce", "ounces"], "28.349523125"),
    unit(Weight, "파운드", "lb", &["파운드"], &["lb", "lbs", "pound", "pounds"], "453.59237"),
    unit(Weight, "근", "geun", &["근"], &[], "600"),
    unit(Weight, "돈", "don", &["돈"], &[], "3.75"),
    unit(Temperature, "°C", "°C", &["섭씨온도", "섭씨", "섭씨도"], &["°c", "℃", "c", "celsius", "centigrade", "degreescelsius", "degreecelsius", "degreesc", "degrees"], "1"),
    scale(Temperature, "°F", "°F", &["화씨온도", "화씨", "화씨도"], &["°f", "℉", "f", "fahrenheit", "degreesfahrenheit", "degreefahrenheit", "degreesf"], "0.5555555555555555555555555556", "-17.777777777777777777777777778"),
    scale(Temperature, "K", "K", &["켈빈", "절대온도"], &["k", "kelvin", "kelvins"], "1", "-273.15"),
    unit(Volume, "mL", "mL", &["밀리리터", "밀리", "시시"], &["ml", "milliliter", "milliliters", "millilitre", "millilitres", "cc"], "0.001"),
    unit(Volume, "L", "L", &["리터"], &["l", "liter", "liters", "litre", "litres"], "1"),
    unit(Volume, "m³", "m³", &["세제곱미터", "입방미터"], &["m³", "cubicmeter", "cubicmeters", "cubicmetre", "cubicmetres", "m3"], "1000"),
    unit(Volume, "갤런", "gal", &["갤런"], &["gal", "gallon", "gallons"], "3.785411784"),
    unit(Volume, "컵", "cups", &["컵"], &["cup", "cups"], "0.2365882365"),
    unit(Volume, "파인트", "pt", &["파인트"], &["pt", "pint", "pints"], "0.473176473"),
    unit(Volume, "쿼트", "qt", &["쿼트"], &["qt", "quart", "quarts"], "0.946352946"),
    unit(Volume, "액량온스", "fl oz", &["액량온스"], &["floz", "fluidounce", "fluidounces"], "0.0295735295625"),
    unit(Volume, "큰술", "tbsp", &["큰술", "테이블스푼"], &["tbsp", "tablespoon", "tablespoons"], "0.01478676478125"),
    unit(Volume, "작은술", "tsp", &["작은술", "티스푼"], &["tsp", "teaspoon", "teaspoons"], "0.00492892159375"),
    unit(Volume, "되", "doe", &["되"], &[], "1.8039"),
    unit(Area, "m²", "m²", &["제곱미터", "평방미터", "제곱메타", "헤베"], &["m²", "㎡", "m2", "squaremeter", "squaremeters", "squaremetre", "squaremetres", "sqm"], "1"),
    unit(Area, "km²", "km²", &["제곱킬로미터", "평방킬로미터"], &["km²", "km2", "squarekilometer", "squarekilometers", "squarekilometre", "squarekilometres", "sqkm"], "1000000"),
    unit(Area, "cm²", "cm²", &["제곱센티미터"], &["cm²", "cm2", "squarecentimeter", "squarecentimeters"], "0.0001"),
    unit(Area, "평", "pyeong", &["평"], &["pyeong", "pyeongs"], "3.3057851239669421487603305785"),
    unit(Area, "헥타르", "ha", &["헥타르"], &["ha", "hectare", "hectares"], "10000"),
    unit(Area, "에이커", "acres", &["에이커"], &["ac", "acre", "acres"], "4046.8564224"),
    unit(Area, "제곱피트", "ft²", &["제곱피트", "평방피트"], &["ft²", "ft2", "squarefoot", "squarefeet", "sqft"], "0.09290304"),
    unit(Speed, "km/h", "km/h", &["시속킬로미터"], &["km/h", "kmh", "kph", "kilometersperhour", "kilometresperhour", "kilometerperhour"], "1"),
    unit(Speed, "mph", "mph", &["시속마일"], &["mph", "mi/h", "milesperhour", "mileperhour"], "1.609344"),
    unit(Speed, "m/s", "m/s", &["초속미터", "미터퍼세컨드"], &["m/s", "meterspersecond", "metrespersecond"], "3.6"),
    unit(Speed, "노트", "knots", &["노트"], &["knot", "knots", "kn"], "1.852"),
    unit(Time, "밀리초", "ms", &["밀리초"], &["ms", "millisecond", "milliseconds"], "0.001"),
    unit(Time, "초", "s", &["초"], &["s", "sec", "second", "seconds", "secs"], "1"),
    unit(Time, "분", "min", &["분"], &["min", "mins", "minute", "minutes"], "60"),
    unit(Time, "시간", "h", &["시간"], &["h", "hr", "hrs", "hour", "hours"], "3600"),
    unit(Time, "일", "days", &["일"], &["day", "days"], "86400"),
    unit(Time, "주", "weeks", &["주일", "주"], &["week", "weeks"], "604800"),
    unit(Time, "년", "years", &["년"], &["year", "years"], "31556952"),
    unit(Data, "비트", "bit", &["비트"], &["bit", "bits"], "0.125"),
    unit(Data, "B", "B", &["바이트"], &["b", "byte", "bytes"], "1"),
    unit(Data, "KB", "KB", &["킬로바이트", "키로바이트"], &["kb", "kilobyte", "kilobytes"], "1000"),
    unit(Data, "MB", "MB", &["메가바이트", "메가"], &["mb", "megabyte", "megabytes"], "1000000"),
    unit(Data, "GB", "GB", &["기가바이트", "기가"], &["gb", "gigabyte", "gigabytes", "gigs"], "1000000000"),
    unit(Data, "TB", "TB", &["테라바이트", "테라"], &["tb", "terabyte", "terabytes"], "1000000000000"),
    unit(Data, "KiB", "KiB", &["키비바이트"], &["kib", "kibibyte", "kibibytes"], "1024"),
    unit(Data, "MiB", "MiB", &["메비바이트"], &["mib", "mebibyte", "mebibytes"], "1048576"),
    unit(Data, "GiB", "GiB", &["기비바이트"], &["gib", "gibibyte", "gibibytes"], "1073741824"),
];

const fn unit(
    dimension: Dimension,
    korean: &'static str,
    english: &'static str,
    names_ko: Names,
    names_en: Names,
    factor: &'static str,
) -> Unit {
    scale(dimension, korean, english, names_ko, names_en, factor, "0")
}

const fn scale(
    dimension: Dimension,
    korean: &'static str,
    english: &'static str,
    names_ko: Names,
    names_en: Names,
    factor: &'static str,
    offset: &'static str,
) -> Unit {
    Unit { dimension, korean, english, names_ko, names_en, factor, offset }
}
