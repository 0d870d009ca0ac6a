pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// Persons or things so far, and the key that adds one; つぎへ says that these are all.
Page {
    id: page

    readonly property var rows: body.rows || []
    readonly property var add: body.add || ({})

    pageable: true
    needed: list.wanted

    PagedColumn {
        id: list

        width: page.stage.width
        available: page.stageHeight

        Repeater {
            model: page.rows.length

            ItemRow {
                required property int index

                model: page.rows[index] || ({})
                width: list.width
            }
        }
        StaffKey {
            readonly property real gapBefore: -1

            objectName: page.add.name || "key.add"
            width: list.width
            implicitHeight: Theme.mm(32)
            radius: Theme.px(18)
            lipHeight: Theme.px(6)
            text: page.add.text || ""
            size: Theme.text(40)
            icon: "plus"
            action: page.add.action || "add"
            argument: page.add.argument
        }
        OtherAnswers {
            readonly property real gapBefore: Theme.px(Theme.wide || Theme.large ? 20 : 52)
            readonly property bool skipped: count === 0

            stacked: true
            options: page.body.others || []
            width: list.width
        }
    }
}
