// Words on keys that the view does not carry. `view.words` overrides them (ids below).
.pragma library

const byLanguage = {
    "ja": {
        "erase": "けす", "clear": "全部けす", "space": "空白", "shift": "小文字", "unshift": "大文字",
        "more": "ほかの字", "about": "くわしく見る", "close": "とじる", "up": "上を見る", "down": "下を見る", "page": "ページ", "seconds": "秒"
    },
    "en": {
        "erase": "Delete", "clear": "Clear all", "space": "Space", "shift": "abc", "unshift": "ABC",
        "more": "More", "about": "Explain", "close": "Close", "up": "Go up", "down": "Go down", "page": " pages", "seconds": "seconds"
    }
};

function word(view, id) {
    if (view && view.words && view.words[id])
        return view.words[id];
    const table = byLanguage[view ? view.language : "ja"] || byLanguage["en"];
    return table[id];
}
