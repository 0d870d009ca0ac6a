pragma ComponentBehavior: Bound
import QtQuick

// Latin letters, digits and the marks of names and addresses. Capitals first, as on a residence card.
Item {
    id: board

    property bool small: false
    property real gap: Theme.px(14)
    property real rowGap: Theme.px(13)
    property real keyHeight: Theme.low ? Theme.mm(18) : Theme.px(Theme.wide ? 126 : 108)
    readonly property real keyWidth: Math.floor((width - 9 * gap) / 10)
    readonly property var rows: ["1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM.,'"]

    signal typed(string key)

    implicitHeight: 5 * keyHeight + 4 * rowGap

    Repeater {
        model: 40

        KeyCap {
            required property int index
            readonly property string capital: board.rows[Math.floor(index / 10)].charAt(index % 10)
            readonly property string letter: board.small ? capital.toLowerCase() : capital

            objectName: "key.latin." + capital
            x: index % 10 * (board.keyWidth + board.gap)
            y: Math.floor(index / 10) * (board.keyHeight + board.rowGap)
            width: board.keyWidth
            height: board.keyHeight
            radius: Theme.px(12)
            padding: 0
            onPress: true
            text: letter
            size: Theme.text(46)
            onTriggered: board.typed(letter)
        }
    }
    Repeater {
        model: ["shift", "space", "erase"]

        KeyCap {
            required property int index
            required property string modelData
            readonly property real unit: board.keyWidth + board.gap

            objectName: "key.latin." + modelData
            x: Math.round([0, 2.5, 7][index] * unit)
            y: 4 * (board.keyHeight + board.rowGap)
            width: Math.round([2.5, 4.5, 3][index] * unit - board.gap)
            height: board.keyHeight
            radius: Theme.px(12)
            padding: Theme.px(6)
            fits: true
            gap: Theme.px(8)
            onPress: true
            text: Theme.words[modelData === "shift" && board.small ? "unshift" : modelData]
            icon: modelData === "erase" ? "bs" : ""
            size: Theme.bar(34)
            iconSize: Theme.bar(36)
            onTriggered: {
                if (modelData === "shift")
                    board.small = !board.small;
                else
                    board.typed(modelData);
            }
        }
    }
}
