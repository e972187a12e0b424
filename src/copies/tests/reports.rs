//! Reports that return, the same form with other figures on another day, must stay apart; a copy with its figures corrected
//! must not.

use super::{Dice, Page, groups_of};

const PLACES: &[&str] =
    &["Northhaven", "Karlsvik", "Porto Seco", "Duneford", "Al Marsa", "Belgrove", "Tarnow Hill", "Ostby"];

/// Forms of reports that return: weather, markets, fixtures, earthquakes, court lists, tides, traffic.
const FORMS: &[&str] = &[
    "Weather for @. Tonight cloudy with lows near # degrees and winds from the west at # kilometres an hour. Tomorrow \
     mostly sunny with a high of # degrees. The chance of rain is # per cent. Sunrise is at 6:# and sunset at 18:#. The \
     river stands at # centimetres and is expected to reach # by the weekend. Pollen counts are moderate.",
    "Shares in @ closed higher on the day as the main index rose # points to 4,2#. Turnover came to # million crowns. \
     Advancing issues outnumbered decliners by # to #. Among the most active, the ferry company gained #.# per cent and \
     the brewery lost #.# per cent. The ten-year bond yielded #.# per cent, dealers said at the close.",
    "Fixtures for the coming round. @ against @ at #:#, @ against @ at #:#, @ against @ at #:#. All matches will be \
     played on the home side's ground unless stated otherwise. Tickets cost # crowns and are sold at the gate. The table \
     after # rounds: @ # points, @ # points, @ # points, @ # points.",
    "An earthquake of magnitude #.# struck # kilometres north of @ at #:# local time, the seismological institute said. \
     The quake was centred at a depth of # kilometres. There were no immediate reports of damage or injuries. # smaller \
     shocks were recorded in the # hours that followed.",
    "Magistrates' court list. Case #/#: the state against a resident of @, aged #, charged with driving at # kilometres \
     an hour in a zone of #. Fined # crowns. Case #/#: the state against a resident of @, aged #, charged with theft of \
     goods worth # crowns. Adjourned to the # of the month. Case #/#: withdrawn.",
    "Bollettino meteo per @. Cielo nuvoloso con temperature minime di # gradi e massime di # gradi. Venti da sud-ovest \
     a # chilometri orari. Probabilità di pioggia # per cento. Il mare sarà mosso con onde di # centimetri. La qualità \
     dell'aria resta buona con # microgrammi di polveri sottili.",
    "Die Wasserstände von @: Pegel am Hafen # Zentimeter, gefallen um #, Pegel an der Brücke # Zentimeter, gestiegen um \
     #. Die Schifffahrt ist bis zu einem Tiefgang von # Dezimetern möglich. Schleusungen gestern: # zu Berg und # zu Tal. \
     Für morgen werden # Zentimeter erwartet.",
    "Прогноз погоды: @. Ночью температура воздуха опустится до # градусов, днём поднимется до # градусов. Ветер северный, \
     # метров в секунду. Атмосферное давление # миллиметров ртутного столба. Вероятность осадков составит # процентов. \
     Уровень воды в реке # сантиметров.",
    "Cours des halles de @. La tomate s'échange à #,# le kilo, la pomme de terre à #,#, le poireau à #,#. Les arrivages \
     ont atteint # tonnes contre # tonnes la semaine précédente. Les grossistes ont vendu # pour cent de la marchandise. \
     Le poisson a coté #,# à la criée.",
    "Tráfico y puerto de @. Ayer entraron # buques y salieron #. Se movieron # mil toneladas de mercancías y #\
     contenedores. La terminal de pasajeros atendió a # viajeros. Para hoy se esperan # escalas, entre ellas # \
     petroleros. El calado máximo es de # decímetros y el viento será de # nudos.",
    // From here on the place stays and only the figures change: prose that a desk fills in every day.
    "The health ministry said on the day that # people had been killed and # wounded in the strikes of the past # hours. The \
     toll since the fighting began stands at 3#,#, with another #,# missing under the rubble. Rescue teams reached # of the \
     # collapsed buildings. Hospitals in the north have fuel for # hours, a spokesman said, and the crossing was open for \
     # lorries of aid.",
    "За прошедшие сутки на фронте произошло # боевых столкновений. Противник нанёс # авиационных ударов, сбросил # бомб и \
     выпустил # снарядов. Подразделения обороны отразили # атак у города и # атак южнее реки. Уничтожено # единиц техники, \
     # орудий и # беспилотников. Потери противника составили # человек убитыми и # ранеными.",
    "El equipo local venció por # a # al visitante en la jornada # del torneo. El primer gol llegó en el minuto # tras un \
     saque de esquina; el segundo, en el #, de penalti. El portero detuvo # disparos y el árbitro mostró # tarjetas \
     amarillas. Acudieron al estadio #.# espectadores. Con esta victoria el equipo suma # puntos y ocupa el puesto #.",
    "أعلنت هيئة الأرصاد أن درجة الحرارة الصغرى ستبلغ # درجة والعظمى # درجة، والرياح شمالية غربية بسرعة # كيلومترا في الساعة. \
     وترتفع الأمواج إلى # سنتيمترا. وبلغ مخزون السدود # مليون متر مكعب مقابل # مليونا في الأسبوع الماضي. وتوقعت الهيئة هطول \
     # ملم من الأمطار خلال # ساعة.",
    "Kantor wymiany podał dzisiejsze kursy. Za dolara płacono #,# korony, za euro #,#, za franka #,#, a za funta #,#. W \
     porównaniu z poprzednim dniem korona umocniła się o #,# procent. Obroty na rynku międzybankowym sięgnęły # milionów. \
     Analitycy spodziewają się w tym tygodniu wahań w granicach # groszy.",
    "La santé publique a recensé # nouveaux cas au cours des dernières # heures, dont # dans la capitale. # patients sont \
     hospitalisés, parmi lesquels # en soins intensifs. Le taux de positivité s'établit à #,# pour cent sur # mille tests. \
     Depuis le début de l'épidémie, # décès ont été enregistrés. # centres de vaccination restent ouverts jusqu'à # heures.",
];

/// A form with every `#` a number and every `@` a place.
fn fill(dice: &mut Dice, form: &str) -> String {
    let mut text = String::new();
    for character in form.chars() {
        match character {
            '#' => text.push_str(&(1 + dice.below(97)).to_string()),
            '@' => text.push_str(dice.pick(PLACES)),
            other => text.push(other),
        }
    }
    text
}

/// Ten days of every form.
fn reports(dice: &mut Dice) -> Vec<Page> {
    let mut pages = Vec::new();
    for round in 0..10 {
        for (form, number) in FORMS.iter().zip(0..) {
            let day = Some(20_000 + round as i32);
            pages.push(Page { id: round * 100 + number, day, site: Some(number % 5), text: fill(dice, form) });
        }
    }
    pages
}

#[test]
fn recurring_reports_stay_apart() {
    for seed in [0x5eed, 0xbeef, 0xcafe] {
        let mut pages = reports(&mut Dice(seed));
        for dated in [true, false] {
            pages.iter_mut().filter(|_| !dated).for_each(|page| (page.day, page.site) = (None, None));
            let groups = groups_of(&pages);
            let merged: usize = groups.iter().filter(|group| group.len() > 1).map(|group| group.len()).sum();
            assert!(merged * 20 <= pages.len(), "{merged} of {} merged: {groups:?}", pages.len());
        }
    }
}

#[test]
fn a_report_with_its_figures_corrected_is_still_a_copy() {
    let mut dice = Dice(0xfeed);
    let pages = reports(&mut dice);
    let mut found = 0;
    for page in &pages {
        let mut corrected = page.clone();
        corrected.id += 50;
        corrected.text = correct(&page.text, 2);
        found += usize::from(groups_of(&[page.clone(), corrected]).len() == 1);
    }
    assert!(found * 20 >= pages.len() * 19, "{found} of {}", pages.len());
}

/// A text with its first `figures` figures changed.
fn correct(text: &str, figures: usize) -> String {
    let mut left = figures;
    let words = text.split(' ').map(|word| {
        if left > 0 && word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            left -= 1;
            return format!("1{word}");
        }
        word.to_owned()
    });
    words.collect::<Vec<_>>().join(" ")
}
