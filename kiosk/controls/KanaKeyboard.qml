pragma ComponentBehavior: Bound
import QtQuick

// 50音, columns あ to わ from left to right; the last row works on what is already there.
Item {
    id: board

    property bool katakana: false      // shows katakana; what is typed stays the same
    property bool converts: true       // whether kana may become kanji here; else 空白 has the room of 変換
    property real gap: Theme.px(14)
    property real rowGap: Theme.px(Theme.wide ? 14 : 13)
    property real keyHeight: Theme.wide ? Theme.px(112) : Theme.mm(Theme.low ? 16.5 : 26)
    // Low keys have no room for the largest text.
    readonly property real letterSize: Math.min(Theme.text(46), keyHeight * 0.7)
    readonly property real keyWidth: Math.floor((width - 9 * gap) / 10)
    readonly property var rows: [
        "あかさたなはまやらわ", "いきしちにひみ　りゐ", "うくすつぬふむゆるを", "えけせてねへめ　れゑ", "おこそとのほもよろん"
    ]
    // [argument, text, columns, icon]
    readonly property var tools: [
        ["dakuten", "", 1, "dak"], ["handakuten", "", 1, "han"], ["small", Theme.words.small, 2, ""],
        ["ー", "ー", 1, ""], ["space", Theme.words.space, converts ? 1.5 : 3, ""],
        ["convert", Theme.words.convert, converts ? 1.5 : 0, ""],
        ["erase", Theme.words.eraseOne, 2, "bs"]
    ]
    readonly property var spokenTools: ({ "dakuten": Theme.words.dakuten, "handakuten": Theme.words.handakuten,
        "ー": Theme.words.longVowel })

    signal typed(string key)

    implicitHeight: 6 * keyHeight + 5 * rowGap

    Repeater {
        model: 50

        KeyCap {
            required property int index
            readonly property string letter: board.rows[Math.floor(index / 10)].charAt(index % 10)

            visible: letter !== "　"
            objectName: visible ? "key.kana." + letter : ""
            x: index % 10 * (board.keyWidth + board.gap)
            y: Math.floor(index / 10) * (board.keyHeight + board.rowGap)
            width: board.keyWidth
            height: board.keyHeight
            radius: Theme.px(12)
            padding: 0
            onPress: true
            japanese: true
            text: board.katakana ? String.fromCharCode(letter.charCodeAt(0) + 0x60) : letter
            size: board.letterSize
            onTriggered: board.typed(letter)
        }
    }
    Repeater {
        model: board.tools.length

        KeyCap {
            required property int index
            readonly property var tool: board.tools[index]
            readonly property real before: {
                let columns = 0;
                for (let i = 0; i < index; i++)
                    columns += board.tools[i][2];
                return columns;
            }

            visible: tool[2] > 0
            objectName: "key.kana." + tool[0]
            x: Math.round(before * (board.keyWidth + board.gap))
            y: 5 * (board.keyHeight + board.rowGap)
            width: Math.round(tool[2] * (board.keyWidth + board.gap) - board.gap)
            height: board.keyHeight
            radius: Theme.px(12)
            padding: Theme.px(4)
            fits: true
            gap: text === "" ? 0 : Theme.px(8)
            onPress: true
            japanese: tool[0] === "ー"
            text: tool[1]
            spoken: board.spokenTools[tool[0]] || tool[1]
            icon: (Theme.large || Theme.low) && tool[1] !== "" ? "" : tool[3]
            size: tool[0] === "ー" ? board.letterSize : Theme.low ? Theme.px(30) : Theme.bar(34)
            iconSize: text === "" ? Theme.px(56) : Theme.bar(36)
            onTriggered: board.typed(tool[0])
        }
    }
}
