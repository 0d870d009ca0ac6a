pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// The resting screen: readable from 3 m, with three real steps instead of decoration.
Item {
    id: page

    required property var view
    readonly property var body: view.body || ({})
    readonly property var steps: body.steps || []
    readonly property var languages: body.languages || []
    property int made: 0               // a Repeater has its count before its items
    readonly property var start: body.start || ({})
    readonly property real heroWidth: Theme.wide ? Theme.mm(223) : Theme.width
    readonly property real heroHeight: Theme.wide ? Theme.bottomBarTop
        : startKey.y + startKey.height + Theme.px(72)
    readonly property real innerWidth: heroWidth - 2 * Theme.margin

    width: Theme.width
    height: Theme.height

    Rectangle {
        y: Theme.roof
        width: page.heroWidth
        height: page.heroHeight - y
        color: Theme.hero
    }
    Heading {
        id: headline

        x: Theme.margin
        y: Theme.low ? Theme.roof + Theme.px(132) : Theme.px(Theme.wide ? 184 : 190)
        room: page.innerWidth
        text: page.body.headline || ""
        size: Theme.low ? Theme.px(72) : Theme.px(page.body.headline && Theme.letters(page.body.headline).replace(/\u2060/g, "").length > 14
            ? (Theme.wide ? (Theme.large ? 84 : 88) : 96) : (Theme.wide && Theme.large ? 96 : 112))
        line: 1.28
        color: Theme.heroInk
    }
    Heading {
        id: sub

        x: Theme.margin
        y: headline.y + headline.height + Theme.px(24)
        room: page.innerWidth
        bold: false
        text: page.body.sub || ""
        size: Theme.low ? Theme.px(36) : Theme.text(Theme.large && Theme.wide ? 32 : 40)
        line: 1.48
        color: Theme.heroInk
    }
    KeyCap {
        id: startKey

        objectName: page.start.name || "key.start"
        x: Theme.margin
        y: Theme.wide ? Theme.bottomBarTop - height - Theme.px(64) : Theme.low ? Math.max(Theme.reach, sub.y + sub.height + Theme.px(28)) : sub.y + sub.height + Theme.px(52)
        width: page.innerWidth
        height: Theme.mm(37)
        radius: Theme.px(20)
        text: page.start.text || ""
        size: Theme.text(60)
        icon: "next"
        iconLast: true
        gap: Theme.px(28)
        fill: Theme.dark ? Theme.accent : Theme.surface
        ink: Theme.dark ? Theme.accentInk : Theme.ink
        lipColor: Theme.lip
        action: page.start.action || "start"
        argument: page.start.argument
    }
    Item {
        id: how

        readonly property real languagesTop: page.languages.length > 1 ? height - tongues.height : height

        x: Theme.wide ? page.heroWidth + Theme.px(72) : Theme.margin
        y: Theme.wide ? Theme.px(132) : page.heroHeight + Theme.px(48)
        width: Theme.width - Theme.margin - x
        height: Theme.stageBottom - y
        // Large text or long words: the second lines go when the steps would not fit, then the title over them.
        readonly property real room: languagesTop - Theme.px(16)
        readonly property real titled: howTitle.text !== "" ? howTitle.contentHeight + Theme.px(36) : 0
        readonly property bool terse: titled + taken(item => item.implicitHeight) > room
        readonly property bool untitled: terse && titled + taken(item => item.least) > room

        function taken(heightOf: var): real {
            let sum = 0;
            for (let i = 0; page.made > 0 && i < stepRepeater.count; i++) {
                const item = stepRepeater.itemAt(i);
                sum += item ? heightOf(item) + list.spacing : 0;
            }
            return sum - list.spacing;
        }

        Label {
            id: howTitle

            visible: text !== "" && !Theme.low && !how.untitled
            width: parent.width
            text: page.body.stepsTitle || ""
            size: Theme.text(32)
            line: 1.4
            bold: true
            color: Theme.accent
        }
        Column {
            id: list

            // Low reach has room for the languages only.
            visible: !Theme.low
            y: how.untitled ? 0 : how.titled
            width: parent.width
            spacing: Theme.px(Theme.large ? 24 : Theme.wide ? 48 : 68)

            Repeater {
                id: stepRepeater

                model: page.steps.length
                onItemAdded: page.made++

                Item {
                    id: step

                    required property int index
                    readonly property var item: page.steps[index] || ({})

                    // Its height with the second line, shown or not, and without.
                    implicitHeight: Math.max(tile.height,
                        first.contentHeight + (second.text !== "" ? second.contentHeight : 0))
                    readonly property real least: Math.max(tile.height, first.contentHeight)

                    width: parent ? parent.width : 0
                    height: Math.max(tile.height, words.height)

                    Rectangle {
                        id: tile

                        width: Theme.px(104)
                        height: width
                        radius: Theme.px(24)
                        color: Theme.tint

                        Icon {
                            anchors.centerIn: parent
                            name: step.item.icon || ""
                            size: Theme.px(56)
                            color: Theme.accent
                        }
                    }
                    Item {
                        id: words

                        x: tile.width + Theme.px(32)
                        y: Math.max(0, (tile.height - height) / 2)
                        width: parent.width - x
                        height: first.height + (second.text !== "" && !how.terse ? second.height : 0)

                        Label {
                            id: first

                            width: parent.width
                            text: step.item.text || ""
                            size: Theme.text(40)
                            line: 1.36
                            bold: true
                        }
                        Label {
                            id: second

                            visible: text !== "" && !how.terse
                            y: first.height
                            width: parent.width
                            text: step.item.second || ""
                            color: Theme.ink2
                        }
                    }
                }
            }
        }

        Flow {
            id: tongues

            visible: page.languages.length > 1
            y: how.height - height
            width: parent.width
            spacing: Theme.px(16)

            Repeater {
                model: page.languages.length

                ToolKey {
                    required property int index
                    readonly property var tongue: page.languages[index] || ({})

                    objectName: tongue.name || ""
                    width: Math.max(Theme.px(208), implicitWidth)
                    text: tongue.text || ""
                    selected: !!tongue.selected
                    action: tongue.action || "language"
                    argument: tongue.argument
                }
            }
        }
    }
}
