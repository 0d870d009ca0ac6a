import QtQuick
import "../controls"

// The resting screen: readable from 3 m, with three real steps instead of decoration.
Item {
    id: page

    required property var view
    readonly property var body: view.body || ({})
    readonly property var steps: body.steps || []
    readonly property var start: body.start || ({})
    readonly property real heroWidth: Theme.wide ? Theme.mm(223) : Theme.width
    readonly property real heroHeight: Theme.wide ? Theme.bottomBarTop
        : startKey.y + startKey.height + Theme.px(72)
    readonly property real innerWidth: heroWidth - 2 * Theme.margin

    width: Theme.width
    height: Theme.height

    Rectangle {
        width: page.heroWidth
        height: page.heroHeight
        color: Theme.accentPressed
    }
    Label {
        id: headline

        x: Theme.margin
        y: Theme.px(Theme.wide ? 184 : 190)
        width: page.innerWidth
        text: page.body.headline || ""
        size: page.innerWidth < Theme.px(800) || text.length > 24 ? Theme.text(Theme.large ? 76 : 96) : Theme.text(Theme.large ? 84 : 112)
        line: 1.28
        bold: true
        color: Theme.accentInk
        Accessible.ignored: false
        Accessible.role: Accessible.Heading
        Accessible.name: Theme.spoken(text)
    }
    Label {
        id: sub

        x: Theme.margin
        y: headline.y + headline.height + Theme.px(24)
        width: page.innerWidth
        text: page.body.sub || ""
        size: Theme.text(40)
        line: 1.48
        color: Theme.accentInk
    }
    KeyCap {
        id: startKey

        objectName: page.start.name || "key.start"
        x: Theme.margin
        y: Theme.wide ? Theme.bottomBarTop - height - Theme.px(64) : sub.y + sub.height + Theme.px(52)
        width: page.innerWidth
        height: Theme.mm(37)
        radius: Theme.px(20)
        text: page.start.text || ""
        size: Theme.text(60)
        icon: "next"
        iconLast: true
        gap: Theme.px(28)
        lipColor: Theme.lip
        action: page.start.action || "start"
        argument: page.start.argument
    }
    Item {
        id: how

        x: Theme.wide ? page.heroWidth + Theme.px(72) : Theme.margin
        y: Theme.wide ? Theme.px(132) : page.heroHeight + Theme.px(48)
        width: Theme.width - Theme.margin - x
        height: Theme.bottomBarTop - y - Theme.px(32)

        Label {
            id: howTitle

            visible: text !== ""
            width: parent.width
            text: page.body.stepsTitle || ""
            size: Theme.text(32)
            line: 1.4
            bold: true
            color: Theme.accent
        }
        Column {
            y: howTitle.visible ? howTitle.height + Theme.px(36) : 0
            width: parent.width
            spacing: Theme.px(Theme.large ? 24 : Theme.wide ? 48 : 68)

            Repeater {
                model: page.steps.length

                Item {
                    id: step

                    required property int index
                    readonly property var item: page.steps[index] || ({})

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
                        height: first.height + (second.visible ? second.height : 0)

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

                            visible: text !== ""
                            y: first.height
                            width: parent.width
                            text: step.item.second || ""
                            color: Theme.ink2
                        }
                    }
                }
            }
        }
    }
}
