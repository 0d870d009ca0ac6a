from kiosk.screens.gallery.gallery import main

raise SystemExit(main())
