/**
 * First and last names by language. Where a name is not in Latin letters, its Latin spelling for addresses follows after
 * a bar. All people made of them are fictitious.
 */
export const NAMES = {
  en: {
    given:
      'Amelia Marcus Olivia Ethan Grace Tyler Naomi Jordan Hannah Caleb Zoe Desmond Paige Wesley',
    family:
      "Whitfield Okafor-Hayes O'Rourke Langley Prescott Bramwell Thornbury McAllister Ridley Sinclair Holloway Dunmore Ashworth Kirby",
  },
  de: {
    given:
      'Jürgen Anneliese Björn Käthe Lukas Franziska Moritz Heike Sören Lieselotte Matthias Ulrike Jörg Mareike',
    family:
      'Müllenbach Schäfer Weißgerber Köhlmann Brandauer Hölzer Kirchhoff Vogelsang Strümpfel Gruber Rösler Tannhäuser Zürcher Ackermann',
  },
  pt: {
    given:
      'João Beatriz Thiago Luísa Vinícius Antônia Caetano Márcia Inês Rogério Conceição Fábio Júlia Otávio',
    family:
      'Guimarães Conceição Araújo Magalhães Falcão Brandão Quintão Assunção Teixeira Vasconcelos Sertão Leitão Simões Carvalhal',
  },
  es: {
    given:
      'Íñigo Ximena Ramón Guadalupe Sebastián Lucía Andrés Paloma Joaquín Inés Emiliano Renata Tomás Araceli',
    family:
      'Ibáñez Zúñiga Peñaloza Cárdenas Villaseñor Muñoz Echeverría Quiñones Barragán Olivares Núñez Treviño Arriaga Salcedo',
  },
  pl: {
    given:
      'Łukasz Małgorzata Paweł Żaneta Michał Agnieszka Wojciech Bożena Stanisław Kinga Grażyna Sławomir',
    family:
      'Wójcik Kałużny Brzęczyszczak Dąbrowiecki Świątek Żółkowski Pietraszko Gęsicki Rychłowski Jaśkiewicz Stępniak Łapiński',
  },
  ru: {
    given:
      'Алия|Aliya Тимур|Timur Светлана|Svetlana Руслан|Ruslan Динара|Dinara Кирилл|Kirill Айгуль|Aigul Фёдор|Fyodor Жанна|Zhanna Ерлан|Erlan',
    family:
      'Ахметов|Akhmetov Сейтказин|Seitkazin Лебединский|Lebedinsky Жумабек|Zhumabek Щербина|Shcherbina Тулеген|Tulegen Коваленко|Kovalenko Бекмухан|Bekmukhan Мельниченко|Melnichenko Оспан|Ospan',
  },
  ja: {
    given:
      '陽菜|Hina 大翔|Hiroto 結衣|Yui 蓮|Ren 美咲|Misaki 悠真|Yuma 葵|Aoi 颯太|Sota 千尋|Chihiro 健|Ken',
    family:
      '佐藤|Sato 高橋|Takahashi 渡辺|Watanabe 山口|Yamaguchi 小林|Kobayashi 中島|Nakajima 藤田|Fujita 長谷川|Hasegawa 大野|Ono 石井|Ishii',
  },
  hi: {
    given:
      'Aarav Priyanka Rohan Lakshmi Vikram Ananya Karthik Meenakshi Imran Sneha Harpreet Nandini',
    family:
      'Chakraborty Venkataraman Deshpande Iyengar Bhattacharya Kulkarni Ahluwalia Nair Qureshi Mukherjee Rathore Subramaniam',
  },
  yo: {
    given:
      'Adébáyò Chidinma Olúwaṣeun Ngozi Tùndé Folákẹ́ Emeka Yétúndé Chukwudi Ìfẹ́olúwa Halima Babátúndé',
    family:
      'Adéyẹmí Okonjo Nwachukwu Olátúnjí Eze Balógun Ògúnlẹ́sì Danjuma Obiora Akíntọ́lá Bello Ifeanyi',
  },
};

const WITHOUT_MARKS = { ß: 'ss', ł: 'l', Ł: 'L', ø: 'o', ı: 'i' };

/** The names of one language as `{ text, latin }`. */
export function namesOf(language, part) {
  return NAMES[language][part].split(' ').map((entry) => {
    const [text, latin = text] = entry.split('|');
    return { text, latin };
  });
}

/** What of a name can stand in an address: small Latin letters and hyphens. */
export function addressPart(latin) {
  const plain = [...latin].map((letter) => WITHOUT_MARKS[letter] ?? letter).join('');
  return plain
    .normalize('NFD')
    .replace(/[^A-Za-z-]/g, '')
    .toLowerCase();
}
