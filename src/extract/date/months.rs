//! Names of the months of the Gregorian calendar in the languages of the press (facts of each language).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::fold::fold;

/// A language's months in order, January first; where forms differ by case, the one that stands in dates.
const NAMES: &[&str] = &[
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber maerz apr may jun jul aug sept okt nov dez",
    "jan feb mrz apr mai jun jul aug sep oct nov dec",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago setiembre oct nov dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november desember",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "január február március április május június július augusztus szeptember október november december",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
];

/// Each folded name, and its first three and four letters where no other month of its language begins so.
static MONTHS: LazyLock<HashMap<String, i64>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    let rows: Vec<Vec<String>> = NAMES.iter().map(|row| row.split(' ').map(fold).collect()).collect();
    for length in [usize::MAX, 3, 4] {
        for row in &rows {
            for (name, number) in row.iter().zip(1..) {
                let short: String = name.chars().take(length).collect();
                let clear = length == usize::MAX || row.iter().filter(|other| other.starts_with(&short)).count() == 1;
                if clear {
                    months.entry(short).or_insert(number);
                }
            }
        }
    }
    months
});

/// The number of the month that `word` names, 1 to 12.
pub(super) fn month(word: &str) -> Option<i64> {
    // The longest name has 12 letters; nothing longer is looked up.
    (word.len() <= 60).then(|| MONTHS.get(&fold(word)).copied()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_short_names() {
        for (word, want) in
            [("März", 3), ("Sept", 9), ("juil", 7), ("сен", 9), ("Ağustos", 8), ("أغسطس", 8), ("Paź", 10)]
        {
            assert_eq!(month(word), Some(want), "{word}");
        }
        for word in ["ju", "", "Montag"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
